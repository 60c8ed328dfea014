import * as z from 'zod/mini';

/** How many items a page holds unless asked, and at most. */
export const pageSize = { usual: 50, most: 500 } as const;

/** The query parameters that every list takes. */
export const paging = {
  limit: z.optional(
    z.string().check(z.regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/, 'Expected a whole number from 1 to 500.')),
  ),
  cursor: z.optional(z.string().check(z.minLength(1), z.maxLength(1000))),
};

/** A page of a list; `next` is the cursor of the page after it. */
export function page<Item extends z.ZodMiniType>(item: Item) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) });
}

/** A page, as a type. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}
