import type { Limits } from '@liaise/core/api/route';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Why a text is not taken: not JSON at all (`malformed`), or JSON that this gateway does not take (`unacceptable`). */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  readonly kind: 'malformed' | 'unacceptable';
  /** A short stable word, such as `too-deep`. */
  readonly code: string;
  /** Where in the value, such as `site.city`; empty for the whole. */
  readonly path: string;

  constructor(kind: 'malformed' | 'unacceptable', code: string, path: string, message: string) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.path = path;
  }
}

const whitespace = /[ \t\n\r]*/y;
const plainString = /"([^"\\\u0000-\u001f]*)"/y;
const escapedString = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const surrogate = /\p{Surrogate}/u;
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON (RFC 8259) with the caps of a route, before anything else sees it. Beside what is malformed it refuses what
 * later layers trip over: nesting deeper than `depth`, an array or object with more than `entries` entries, a key said twice, keys that
 * reach a prototype, NUL and lone surrogates in strings (PostgreSQL stores neither), numbers that are not finite, and
 * whole numbers that JavaScript cannot hold exactly.
 *
 * @throws {JsonFault}
 */
export function parseJson(text: string, { depth, entries }: Omit<Limits, 'bytes'>): Json {
  let at = 0;
  const path: (string | number)[] = [];

  const malformed = (): JsonFault => {
    const before = text.slice(0, at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const what = at >= text.length ? 'The text ends too early' : 'Unexpected character';
    return new JsonFault('malformed', 'malformed', '', `${what} at line ${before.length}, column ${column}.`);
  };
  const unacceptable = (code: string, message: string): JsonFault =>
    new JsonFault('unacceptable', code, path.join('.').slice(0, 200), message);

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const skip = (): void => void match(whitespace);
  const take = (character: string): boolean => {
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const word = <T>(spelled: string, value: T): T => {
    if (!text.startsWith(spelled, at)) throw malformed();
    at += spelled.length;
    return value;
  };

  const readString = (): string => {
    const plain = match(plainString);
    let value = plain?.[1];
    if (value === undefined) {
      const escaped = match(escapedString);
      if (!escaped) throw malformed();
      value = JSON.parse(escaped[0]) as string;
    }
    if (value.includes('\u0000')) throw unacceptable('nul', 'A text must not contain the character NUL.');
    if (surrogate.test(value)) {
      throw unacceptable('lone-surrogate', 'A text must not contain half of a surrogate pair.');
    }
    return value;
  };

  const readNumber = (): number => {
    const found = match(number);
    if (!found) throw malformed();
    const value = Number(found[0]);
    if (!Number.isFinite(value)) throw unacceptable('number-too-large', 'The number is too large.');
    if (found[1] === undefined && found[2] === undefined && !Number.isSafeInteger(value)) {
      throw unacceptable('number-not-exact', 'The whole number is too large to be kept exactly; send it as a text.');
    }
    return value === 0 ? 0 : value;
  };

  const readArray = (level: number): Json[] => {
    const list: Json[] = [];
    skip();
    if (take(']')) return list;
    for (;;) {
      if (list.length >= entries) throw unacceptable('too-many-entries', `A list may hold at most ${entries} entries.`);
      path.push(list.length);
      list.push(readValue(level));
      path.pop();
      if (take(']')) return list;
      if (!take(',')) throw malformed();
    }
  };

  const readObject = (level: number): { [key: string]: Json } => {
    const object: { [key: string]: Json } = {};
    let count = 0;
    skip();
    if (take('}')) return object;
    for (;;) {
      skip();
      if (text[at] !== '"') throw malformed();
      const key = readString();
      if (++count > entries) throw unacceptable('too-many-entries', `An object may hold at most ${entries} fields.`);
      path.push(key);
      if (reserved.has(key)) throw unacceptable('reserved-key', 'This field name is reserved.');
      if (Object.hasOwn(object, key)) throw unacceptable('duplicate-key', 'The field is there twice.');
      skip();
      if (!take(':')) throw malformed();
      object[key] = readValue(level);
      path.pop();
      if (take('}')) return object;
      if (!take(',')) throw malformed();
    }
  };

  const readValue = (level: number): Json => {
    skip();
    const value = readBare(level);
    skip();
    return value;
  };

  const readBare = (level: number): Json => {
    switch (text[at]) {
      case '{':
      case '[': {
        if (level >= depth) throw unacceptable('too-deep', `The body may be nested at most ${depth} deep.`);
        return text[at++] === '{' ? readObject(level + 1) : readArray(level + 1);
      }
      case '"':
        return readString();
      case 't':
        return word('true', true);
      case 'f':
        return word('false', false);
      case 'n':
        return word('null', null);
      default:
        return readNumber();
    }
  };

  const value = readValue(0);
  if (at < text.length) throw malformed();
  return value;
}
