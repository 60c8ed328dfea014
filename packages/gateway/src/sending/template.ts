/** Any JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** How a webhook's body is made where its receiver is no program of one's own. */
export interface Template {
  readonly body: Json;
  /** How a value is written before it is put in; as it is unless said. */
  readonly escape?: 'slack';
  /** What the answer's JSON must hold beside a status of 2xx, such as `{ "errcode": 0 }`. */
  readonly expect?: Readonly<Record<string, Json>>;
}

/** Templates by name. */
export const templates: Readonly<Record<string, Template>> = {
  slack: { body: { text: '{{text}}' }, escape: 'slack', expect: {} },
  wecom: { body: { msgtype: 'text', text: { content: '{{text}}' } }, expect: { errcode: 0 } },
  sms: { body: { id: '{{id}}', to: '{{to}}', text: '{{text}}' } },
};

/** Slack reads `&`, `<` and `>` as its own marks. */
const escapes = {
  slack: (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

/** The names that a template may hold between double braces. */
export const placeholders = [
  'id',
  'type',
  'at',
  'to',
  'name',
  'language',
  'subject',
  'text',
  'url',
  'unsubscribeUrl',
  'brand',
] as const;

/** The placeholders of a template that there are none of. */
export function unknownPlaceholders(body: Json): string[] {
  const names = [...JSON.stringify(body).matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name);
  return names.filter((name) => !(placeholders as readonly string[]).includes(name));
}

/**
 * Puts values into a template. It is done in the strings of parsed JSON, which is written out afterwards: no value can add a field or end
 * a string.
 */
export function fillTemplate({ body, escape }: Template, values: Readonly<Record<string, string>>): Json {
  const write = escape === undefined ? (text: string) => text : escapes[escape];
  const into = (node: Json): Json => {
    if (typeof node === 'string')
      return node.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) =>
        Object.hasOwn(values, name) ? write(values[name] ?? '') : '',
      );
    if (typeof node !== 'object' || node === null) return node;
    if (isList(node)) return node.map(into);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, into(value)]));
  };
  return into(body);
}

const isList = (node: Json): node is readonly Json[] => Array.isArray(node);

/** Whether an answer is what a template expects. */
export function isExpected(expect: Template['expect'], answer: string): boolean {
  if (expect === undefined || Object.keys(expect).length === 0) return true;
  try {
    const parsed: unknown = JSON.parse(answer);
    return (
      typeof parsed === 'object' &&
      parsed !== null &&
      Object.entries(expect).every(([key, value]) => Reflect.get(parsed, key) === value)
    );
  } catch {
    return false;
  }
}
