import type { readMe } from '@liaise/core/api/me';
import type { Contact } from '@liaise/core/records/contact';
import type { Rep } from '@liaise/core/records/rep';
import { Refusal } from '../http/refusal.ts';
import type { WorkHandler } from './call.ts';

/** `GET /v1/me` */
export const readMeHandler: WorkHandler<typeof readMe> = {
  async run({ actor, work }) {
    const { role, repId, contactId, customerId, teamIds, tenantRef } = actor;
    if (role === 'link' || role === 'links' || role === 'system') throw new Refusal('forbidden');
    const rep = repId === undefined ? null : await work.read<Rep>('reps', repId);
    const contact = contactId === undefined ? null : await work.read<Contact>('contacts', contactId);
    const name = rep?.name ?? contact?.name;
    return {
      tenant: tenantRef,
      role,
      ...(name === undefined ? {} : { name }),
      ...(repId === undefined ? {} : { repId }),
      teamIds: [...teamIds],
      ...(contactId === undefined ? {} : { contactId }),
      ...(customerId === undefined ? {} : { customerId }),
    };
  },
};
