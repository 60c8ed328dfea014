import type { Page } from '@liaise/core/api/page';

/** As many pages as are followed at most: a page of a site is no place for more. */
const most = 20;

/** The items of all pages of a list, in their order. */
export async function allPages<Item>(
  ask: (paging: { limit: string; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let turn = 0; turn < most; turn += 1) {
    const page = await ask(cursor === undefined ? { limit: '500' } : { limit: '500', cursor });
    found.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  return found;
}
