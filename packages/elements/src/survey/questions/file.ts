import { fileAnswer } from '@liaise/core/survey/answer-plain';
import { checkFile, headLength } from '@liaise/core/survey/file-type';
import type { FileQuestion } from '@liaise/core/survey/types';
import { defaults } from '@liaise/core/survey/vocabulary';
import { answerIssues, css, html, nothing, type TemplateResult } from '../kit.ts';
import { fileMessages } from './file.messages.ts';
import type { Drawing, QuestionKind } from './kind.ts';

type Trouble = 'empty' | 'too-large' | 'wrong-type' | 'too-many' | 'failed';

/** What a question keeps of its files beside their ids. */
interface Memory {
  names: Map<string, string>;
  kept: Set<string>;
  /** Files on their way. */
  sending: string[];
  troubles: { name: string; why: Trouble }[];
  /** The ids as they are now: a file that arrives later is added to these. */
  ids: readonly string[];
}

/** An id of the shape of all others (UUIDv7) with chance in the place of time: it tells nothing of when a file was added. */
function newFileId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A size in the person's language: whole megabytes or kilobytes. */
function sizeIn(language: string, bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  const unit = isLarge ? 'megabyte' : 'kilobyte';
  const shown = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return shown.format(bytes / (isLarge ? 1_000_000 : 1000));
}

/** Checks files by what they hold, gives them to the source, and takes the ids of those that are safe. */
async function add(drawing: Drawing<FileQuestion>, memory: Memory, chosen: readonly File[]): Promise<void> {
  const { question, line, files, answer, redraw } = drawing;
  memory.troubles = [];
  for (const file of chosen) {
    const { name, size } = file;
    const fail = (why: Trouble): void => void memory.troubles.push({ name, why });
    const head = new Uint8Array(await file.slice(0, headLength).arrayBuffer());
    const checked = checkFile(question, name, size, head);
    if (memory.ids.length >= (question.max ?? defaults.files)) fail('too-many');
    else if ('code' in checked) fail(checked.code);
    else {
      const id = newFileId();
      memory.sending = [...memory.sending, name];
      redraw();
      try {
        const isDelivered = line ? await line.attach(question.id, id, file) : true;
        files.set(id, file);
        memory.names.set(id, name);
        if (!isDelivered) memory.kept.add(id);
        memory.ids = [...memory.ids, id];
        answer(memory.ids, true);
      } catch {
        fail('failed');
      }
      memory.sending = memory.sending.filter((one) => one !== name);
    }
  }
  redraw();
}

/** A field for files, and those that are there. */
function draw(drawing: Drawing<FileQuestion>): TemplateResult {
  const { question, value, title, language, mark, describedBy, wrong, answer, files } = drawing;
  const says = fileMessages.words(language);
  const memory = memoryOf(drawing);
  const most = question.max ?? defaults.files;
  const ids = (Array.isArray(value) ? value : []) as readonly string[];
  memory.ids = ids;
  const limits = says.most(most, sizeIn(language, question.maxBytes ?? defaults.fileBytes));
  const nameOf = (id: string): string => memory.names.get(id) ?? says.earlier(ids.indexOf(id) + 1);
  const remove = (id: string): void => {
    files.delete(id);
    const rest = ids.filter((one) => one !== id);
    answer(rest.length > 0 ? rest : null, true);
  };
  return html`<div class="question files" part="question">
    <label for="answer${mark}">${title}</label>
    <input
      id="answer${mark}"
      class="text"
      type="file"
      ?multiple=${most > 1}
      accept=${question.accept?.join(',') ?? nothing}
      aria-describedby="limits${mark} ${describedBy ?? ''}"
      aria-required=${question.required ? 'true' : 'false'}
      aria-invalid=${wrong ? 'true' : 'false'}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const chosen = [...(input.files ?? [])];
        input.value = '';
        void add(drawing, memory, chosen);
      }}
    />
    <p class="hint" id="limits${mark}">${limits}</p>
    <ul role="list">
      ${ids.map(
        (id) =>
          html`<li>
            <span
              ><bdi>${nameOf(id)}</bdi> <span class="mark">${memory.kept.has(id) ? says.kept : says.added}</span></span
            >
            <button type="button" aria-label=${says.remove(nameOf(id))} @click=${() => remove(id)}>
              <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="m5 5 10 10M15 5 5 15" /></svg>
            </button>
          </li>`,
      )}
    </ul>
    <div role="status">
      ${memory.sending.map((name) => html`<p class="hint"><bdi>${name}</bdi> ${says.sending}</p>`)}
      ${memory.troubles.map(({ name, why }) => html`<p class="wrong">${says[why](name)}</p>`)}
    </div>
  </div>`;
}

const memoryOf = ({ question, memory }: Drawing<FileQuestion>): Memory => {
  const known = memory.get(question.id) as Memory | undefined;
  const mine = known ?? { names: new Map(), kept: new Set(), sending: [], troubles: [], ids: [] };
  if (!known) memory.set(question.id, mine);
  return mine;
};

export const kind: QuestionKind<FileQuestion> = {
  draw,
  faults: (question, value) => answerIssues(question, value, fileAnswer).map(({ code }) => code),
  catalog: fileMessages,
  styles: css`
    .files ul {
      display: grid;
      gap: var(--_unit);
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .files li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--_gap);
      margin-block-start: var(--_unit);
      overflow-wrap: anywhere;
    }
    .files button {
      flex: none;
      min-block-size: 44px;
      min-inline-size: 44px;
      padding: 0;
    }
    .files ::file-selector-button {
      margin-inline-end: calc(var(--_unit) * 2);
      padding: var(--_unit) calc(var(--_unit) * 2);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      background: var(--_raised);
      color: var(--_text);
      font: inherit;
      cursor: pointer;
    }
  `,
};
