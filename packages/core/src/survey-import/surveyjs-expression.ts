import type { Literal } from '../survey/types.ts';

/** A SurveyJS expression, read. */
export type Syntax =
  | { readonly kind: 'constant'; readonly value: Literal }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly of: readonly Syntax[] }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Syntax[] }
  | { readonly kind: 'not'; readonly of: Syntax }
  | { readonly kind: 'empty'; readonly of: Syntax }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: 'sum'; readonly operator: string }
  | { readonly kind: 'call'; readonly name: string };

export type Comparison =
  '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'notcontains' | 'anyof' | 'allof' | 'noneof';

type Token =
  | { readonly kind: 'sign' | 'word' | 'variable' | 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number };

const MOST_CHARACTERS = 20_000;
const MOST_TOKENS = 4000;
const MOST_DEPTH = 40;

const TOKEN =
  /\s*(?:\{([^{}]{1,300})\}|'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|(0x[0-9a-f]+|\d+(?:\.\d+)?)|([a-z_][a-z0-9_]*)|(\|\||&&|<=|>=|==|!=|<>|\*=|[=<>+\-*/%^!()[\],]))/iy;

class Unreadable extends Error {}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = source.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const [whole, variable, single, double, number, word, sign] = TOKEN.exec(source) ?? [];
    if (whole === undefined) throw new Unreadable(`cannot be read from character ${at + 1} on`);
    if (found.length >= MOST_TOKENS) throw new Unreadable('is too long');
    const text = single ?? double;
    if (variable !== undefined) found.push({ kind: 'variable', text: variable.trim() });
    else if (text !== undefined) found.push({ kind: 'text', text: text.replace(/\\(['"\\])/g, '$1') });
    else if (number !== undefined) found.push({ kind: 'number', text: number, value: Number(number) });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else found.push({ kind: 'sign', text: sign ?? '' });
  }
  return found;
}

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '==',
  '==': '==',
  equal: '==',
  '!=': '!=',
  '<>': '!=',
  notequal: '!=',
  '<': '<',
  less: '<',
  '<=': '<=',
  lessorequal: '<=',
  '>': '>',
  greater: '>',
  '>=': '>=',
  greaterorequal: '>=',
};
const memberships: Readonly<Record<string, Comparison>> = {
  '*=': 'contains',
  contains: 'contains',
  contain: 'contains',
  notcontains: 'notcontains',
  notcontain: 'notcontains',
  anyof: 'anyof',
  allof: 'allof',
  noneof: 'noneof',
};
const sums: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
  '^': '^',
  power: '^',
};

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#tokens = tokens(source);
  }

  whole(): Syntax {
    const read = this.#any();
    if (this.#at < this.#tokens.length)
      throw new Unreadable(`has ${this.#peek()?.text ?? ''} where nothing more is expected`);
    return read;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Takes the next token when it is a sign or a bare word that the table knows. */
  #take<T extends string>(table: Readonly<Record<string, T>>): T | undefined {
    const token = this.#peek();
    if (token === undefined || (token.kind !== 'sign' && token.kind !== 'word')) return undefined;
    const key = token.text.toLowerCase();
    if (!Object.hasOwn(table, key)) return undefined;
    this.#at += 1;
    return table[key];
  }

  #sign(text: string): boolean {
    return this.#take({ [text]: text }) !== undefined;
  }

  #many(kind: 'all' | 'any', signs: Readonly<Record<string, string>>, part: () => Syntax): Syntax {
    const of = [part()];
    while (this.#take(signs) !== undefined) of.push(part());
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind, of };
  }

  #any(): Syntax {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new Unreadable('is nested too deep');
    const read = this.#many('any', { '||': 'or', or: 'or' }, () => this.#all());
    this.#depth -= 1;
    return read;
  }

  #all(): Syntax {
    return this.#many('all', { '&&': 'and', and: 'and' }, () => this.#comparison());
  }

  #comparison(): Syntax {
    let left = this.#sum();
    for (let operator = this.#take(comparisons); operator !== undefined; operator = this.#take(comparisons))
      left = { kind: 'compare', operator, left, right: this.#sum() };
    return left;
  }

  #sum(): Syntax {
    let left = this.#membership();
    for (let operator = this.#take(sums); operator !== undefined; operator = this.#take(sums)) {
      this.#membership();
      left = { kind: 'sum', operator };
    }
    return left;
  }

  #membership(): Syntax {
    let left = this.#postfix();
    for (let operator = this.#take(memberships); operator !== undefined; operator = this.#take(memberships))
      left = { kind: 'compare', operator, left, right: this.#postfix() };
    return left;
  }

  #postfix(): Syntax {
    let of = this.#factor();
    for (;;) {
      const found = this.#take({ empty: 'empty', notempty: 'notempty' });
      if (found === undefined) return of;
      of = { kind: 'empty', of };
      if (found === 'notempty') of = { kind: 'not', of };
    }
  }

  #factor(): Syntax {
    let negations = 0;
    while (this.#take({ '!': '!', negate: '!' }) !== undefined) negations += 1;
    const of = this.#atom();
    return negations % 2 === 1 ? { kind: 'not', of } : of;
  }

  #sequence(end: string): Syntax[] {
    const of: Syntax[] = [];
    if (this.#sign(end)) return of;
    do of.push(this.#any());
    while (this.#sign(','));
    if (!this.#sign(end)) throw new Unreadable(`lacks ${end}`);
    return of;
  }

  #atom(): Syntax {
    if (this.#sign('(')) {
      const inner = this.#any();
      if (!this.#sign(')')) throw new Unreadable('lacks )');
      return inner;
    }
    if (this.#sign('[')) return { kind: 'list', of: this.#sequence(']') };
    const minus = this.#sign('-');
    const token = this.#peek();
    this.#at += 1;
    if (token?.kind === 'number') return { kind: 'constant', value: minus ? -token.value : token.value };
    if (token === undefined || token.kind === 'sign' || minus)
      throw new Unreadable(token === undefined ? 'ends too early' : `has ${token.text} where a value is expected`);
    if (token.kind === 'variable') return { kind: 'variable', name: token.text };
    if (token.kind === 'text') return { kind: 'constant', value: token.text };
    if (this.#sign('(')) {
      this.#sequence(')');
      return { kind: 'call', name: token.text };
    }
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'constant', value: word === 'true' };
    return { kind: 'constant', value: word === 'null' || word === 'undefined' ? null : token.text };
  }
}

/**
 * Reads an expression of SurveyJS, such as `{score} <= 6 and {topics} contains 'price'`, without evaluating anything.
 * Bounded: 20,000 characters, 4,000 tokens, 40 brackets inside one another.
 *
 * @returns the expression, or a few words on why it cannot be read
 */
export function readExpression(source: string): Syntax | string {
  if (source.length > MOST_CHARACTERS) return 'is too long';
  try {
    return new Parser(source).whole();
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}
