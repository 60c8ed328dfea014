import { answerKind } from '../survey/answer-kind.ts';
import type { AnswerKind } from '../survey/check-expression.ts';
import type { Expression } from '../survey/types.ts';
import type { Target } from './logic.ts';

/** A question on its way into the definition, with where its parts came from. */
export interface Draft {
  /** The question's place in the source. */
  readonly path: string;
  /** As in a definition, without `showIf` and `goTo`. */
  question: Readonly<Record<string, unknown>> & { readonly id: string };
  /** Option id by the value or id that the source's logic knows it by. */
  readonly values?: ReadonlyMap<string, string> | undefined;
  /** Row id, or contact field, by the source's name of it. */
  readonly rows?: ReadonlyMap<string, string> | undefined;
  showIf?: { readonly path: string; readonly when: Expression } | undefined;
  readonly moves: { readonly path: string; readonly when: Expression; readonly to: string }[];
}

/** What the source's logic can read of the questions taken over so far, by their names there. */
export class Known {
  /** Every name in the source, of questions not reached or not carried too. */
  readonly names = new Set<string>();
  readonly #drafts = new Map<string, Draft>();

  add(name: string, draft: Draft): void {
    this.names.add(name);
    if (!this.#drafts.has(name)) this.#drafts.set(name, draft);
  }

  draft(name: string): Draft | undefined {
    return this.#drafts.get(name);
  }

  /** What an answer, or one part of it, is to logic. */
  target(draft: Draft, part?: string): Target {
    const { id } = draft.question;
    const answer: AnswerKind = answerKind(draft.question) ?? { kind: 'none' };
    return part === undefined
      ? { reading: ['answer', id], kind: answer.kind, values: draft.values }
      : { reading: ['answer', id, part], kind: answer.part?.kind ?? 'none', values: draft.values };
  }
}
