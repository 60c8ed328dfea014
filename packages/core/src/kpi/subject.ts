/** Whose value it is. */
export type Subject = { readonly kind: 'rep' | 'team' | 'customer'; readonly id: string } | { readonly kind: 'tenant' };

/**
 * Reads `rep:ID`, `team:ID`, `customer:ID` or `tenant`.
 *
 * @throws RangeError when it is none of these
 */
export function parseSubject(text: string): Subject {
  if (text === 'tenant') return { kind: 'tenant' };
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, colon));
  const id = text.slice(colon + 1);
  if ((kind === 'rep' || kind === 'team' || kind === 'customer') && id !== '') return { kind, id };
  throw new RangeError(`subject "${text}" is not known: give rep:ID, team:ID, customer:ID or tenant.`);
}
