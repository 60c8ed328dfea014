import * as z from 'zod/mini';
import { contact, contactChange, contactCreate, contactRoles } from '../records/contact.ts';
import { customerRef, externalRef } from '../records/primitives.ts';
import { resource } from './resource.ts';

/** `/v1/contacts` */
export const contacts = resource({
  name: 'contacts',
  one: 'contact',
  stored: contact,
  create: contactCreate,
  change: contactChange,
  filters: { customerId: customerRef, role: z.enum(contactRoles), externalRef },
});
