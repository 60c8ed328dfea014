import { moveVisit as route } from '@liaise/core/wire/visits';
import { visit } from '@liaise/core/wire/visit';
import { moveVisit } from '@liaise/core/visits';
import { LiaiseError } from '../error.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'move-visit'> = {
  write: ({ visit: id, move }) => ({
    key: `${id} ${move.move} ${move.at ?? ''}`.trim().replaceAll(' ', '/'),
    method: 'POST',
    path: route.path.replace('{id}', id),
    body: move,
  }),
  answer: visit,
  expected: ({ visit: id, move }, { repId, now, visit: known }) => {
    const before = known(id);
    if (!before) throw new LiaiseError({ code: 'offline', retryable: true });
    const outcome = moveVisit(before, move, { by: repId, role: 'rep', receivedAt: now });
    if (outcome.ok) return outcome.visit;
    const { code, path, message } = outcome.refusal;
    throw new LiaiseError({ code: 'invalid-move', issues: [{ code, path: `body.${path}`, message }] });
  },
};
