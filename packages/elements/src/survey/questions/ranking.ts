import { live } from 'lit/directives/live.js';
import { choicesAnswer } from '@liaise/core/survey/answer-choice';
import type { RankingQuestion } from '@liaise/core/survey/types';
import { answerIssues, html, nothing, type TemplateResult } from '../kit.ts';
import type { Drawing, QuestionKind } from './kind.ts';
import { rankingMessages } from './ranking.messages.ts';
import { rankingStyles } from './ranking.styles.ts';

type Ranked = string | { other: string };

/** What a ranking keeps beside its answer. */
interface Memory {
  /** The option that the Tab key leads to. */
  current?: string;
  /** The option that a person has picked up with the keyboard. */
  picked?: string | undefined;
  /** What was said last. */
  said: string;
}

/** The answer in own words among the ids of options. */
const own = ' own';
const keyOf = (one: Ranked): string => (typeof one === 'string' ? one : own);

const outlines = {
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  remove: 'm4 4 8 8M12 4l-8 8',
};

/**
 * Options in the order a person gives them, best first. The whole list is one stop of the Tab key. What a pointer does by
 * dragging it does by buttons too (WCAG 2.2, 2.5.7), and keys do by picking up and moving.
 */
function draw(drawing: Drawing<RankingQuestion>): TemplateResult {
  const { question, value, title, text, arranged, words, language, mark, describedBy, wrong, answer } = drawing;
  const says = rankingMessages.words(language);
  const memory = memoryOf(drawing);
  const ranked = (Array.isArray(value) ? value : []) as readonly Ranked[];
  const keys = ranked.map(keyOf);
  const ownWords = ranked.find((one) => typeof one === 'object');
  const otherLabel = (typeof question.other === 'object' && text(question.other.label)) || words.other;
  const offered = [...arranged(question.options).map(({ id }) => id), ...(question.other ? [own] : [])];
  const all = [...keys, ...offered.filter((key) => !keys.includes(key))];
  const alone = new Set(question.options.filter(({ exclusive }) => exclusive).map(({ id }) => id));
  const current = all.includes(memory.current ?? '') ? memory.current : all[0];
  const labelOf = (key: string): string => {
    const option = question.options.find(({ id }) => id === key);
    return option ? text(option.label) : otherLabel;
  };

  /** Gives the ranking a new order, and says where the option now is. */
  const give = (next: readonly Ranked[], key: string, say = says.at): void => {
    const at = next.map(keyOf).indexOf(key);
    memory.current = key;
    memory.said = at < 0 ? says.out(labelOf(key)) : say(labelOf(key), at + 1, next.length);
    answer(next.length > 0 ? next : null, true);
  };
  const add = (key: string): void => {
    const stay = alone.has(key) ? [] : ranked.filter((one) => !alone.has(keyOf(one)));
    give([...stay, key === own ? { other: '' } : key], key);
  };
  const remove = (key: string): void => {
    memory.picked = undefined;
    give(
      ranked.filter((one) => keyOf(one) !== key),
      key,
    );
  };
  const move = (key: string, to: number): void => {
    const one = ranked[keys.indexOf(key)];
    if (one === undefined || to < 0 || to >= ranked.length || to === keys.indexOf(key)) return;
    const rest = ranked.filter((other) => other !== one);
    give([...rest.slice(0, to), one, ...rest.slice(to)], key);
  };
  const press = (key: string): void => {
    const at = keys.indexOf(key);
    if (at < 0) return add(key);
    const isUp = memory.picked === key;
    memory.picked = isUp ? undefined : key;
    memory.current = key;
    memory.said = (isUp ? says.put : says.picked)(labelOf(key), at + 1, ranked.length);
    drawing.redraw();
  };
  const focus = (from: EventTarget | null, key: string): void => {
    memory.current = key;
    drawing.redraw();
    const list = (from as HTMLElement).closest('ol');
    const { host } = list?.getRootNode() as ShadowRoot;
    void (host as Element & { updateComplete: Promise<unknown> }).updateComplete.then(() =>
      list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus(),
    );
  };
  const onKey = (event: KeyboardEvent, key: string): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const isPicked = memory.picked === key;
    if (step !== 0 && isPicked) move(key, keys.indexOf(key) + step);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && keys.includes(key)) remove(key);
    else if (event.key === 'Escape' && isPicked) press(key);
    else if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    focus(event.currentTarget, step !== 0 && !isPicked ? (all[all.indexOf(key) + step] ?? key) : key);
  };
  /** While a grip is held, its option goes to where the pointer is. */
  const onGrip = (event: PointerEvent, key: string): void => {
    if (event.button !== 0) return;
    const grip = event.currentTarget as HTMLElement;
    const list = grip.closest('ol');
    const start = keys.indexOf(key);
    held.dragged = false;
    const follow = ({ clientY }: PointerEvent): void => {
      const boxes = [...(list?.querySelectorAll('.ranked') ?? [])].map((one) => one.getBoundingClientRect());
      const to = boxes.findIndex(({ top, bottom }) => clientY >= top && clientY <= bottom);
      if (to < 0) return;
      held.dragged ||= to !== start;
      held.move?.(key, to);
    };
    const end = (): void => {
      held.move = undefined;
      grip.removeEventListener('pointermove', follow);
    };
    held.move = move;
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener('pointermove', follow);
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'])
      grip.addEventListener(type, end, { once: true });
  };
  const held = heldOf(drawing);
  if (held.move) held.move = move;

  const tool = (name: keyof typeof outlines, key: string, act: () => void): TemplateResult =>
    html`<button
      type="button"
      tabindex="-1"
      aria-label=${says[name](labelOf(key))}
      @click=${(event: Event) => {
        act();
        focus(event.currentTarget, key);
      }}
    >
      <svg class="arrow" viewBox="0 0 16 16" aria-hidden="true"><path d=${outlines[name]} /></svg>
    </button>`;
  return html`<fieldset class="question" part="question" aria-describedby="how${mark} ${describedBy ?? ''}">
    <legend>${title}</legend>
    <p class="hint ranked-how" id="how${mark}">${says.how}</p>
    <ol class="ranking">
      ${all.map((key) => {
        const at = keys.indexOf(key);
        const label = labelOf(key);
        return html`<li>
          <button
            class="item ${at < 0 ? '' : 'ranked'}"
            type="button"
            data-key=${key}
            tabindex=${key === current ? '0' : '-1'}
            aria-pressed=${at < 0 ? nothing : memory.picked === key ? 'true' : 'false'}
            @click=${(event: Event) => {
              if (held.dragged) held.dragged = false;
              else press(key);
              focus(event.currentTarget, key);
            }}
            @keydown=${(event: KeyboardEvent) => onKey(event, key)}
          >
            ${
              at < 0
                ? nothing
                : html`<span class="grip" aria-hidden="true" @pointerdown=${(event: PointerEvent) => onGrip(event, key)}
                    >${at + 1}</span
                  >`
            }
            <span aria-hidden="true">${label}</span>
            <span class="unseen">${at < 0 ? says.out(label) : says.at(label, at + 1, ranked.length)}</span>
          </button>
          ${
            at < 0
              ? nothing
              : [
                  tool('up', key, () => move(key, at - 1)),
                  tool('down', key, () => move(key, at + 1)),
                  tool('remove', key, () => remove(key)),
                ]
          }
        </li>`;
      })}
    </ol>
    ${
      ownWords
        ? html`<input
            class="text"
            type="text"
            dir="auto"
            aria-label=${words.otherText}
            aria-invalid=${wrong && ownWords.other === '' ? 'true' : 'false'}
            .value=${live(ownWords.other)}
            @input=${(event: Event) => {
              const other = (event.target as HTMLInputElement).value;
              answer(
                ranked.map((one) => (typeof one === 'object' ? { other } : one)),
                false,
              );
            }}
          />`
        : nothing
    }
    <p class="unseen" role="status">${memory.said}</p>
  </fieldset>`;
}

const memoryOf = ({ question, memory }: Drawing<RankingQuestion>): Memory => {
  const known = memory.get(question.id) as Memory | undefined;
  const mine = known ?? { said: '' };
  if (!known) memory.set(question.id, mine);
  return mine;
};

/** What a pointer holds: how it is moved, with the order as it was last drawn, and whether it has moved. */
interface Held {
  move?: ((key: string, to: number) => void) | undefined;
  dragged?: boolean;
}

const heldOf = ({ question, memory }: Drawing<RankingQuestion>): Held => {
  const name = `${question.id} held`;
  const known = memory.get(name) as Held | undefined;
  const mine = known ?? {};
  if (!known) memory.set(name, mine);
  return mine;
};

export const kind: QuestionKind<RankingQuestion> = {
  draw,
  faults: (question, value) => answerIssues(question, value, choicesAnswer).map(({ code }) => code),
  styles: rankingStyles,
  catalog: rankingMessages,
};
