import { html, nothing, type TemplateResult } from './kit.ts';
import type { LineMessages } from './line.messages.ts';
import type { SurveyLine } from './line.ts';

/** Whose person is about to take an answer back, and who asked for the address to go on elsewhere. */
const asking = new WeakSet<SurveyLine>();
const resuming = new WeakMap<SurveyLine, TemplateResult | undefined>();

/** After the end: the receipt of an anonymous answer, or what was done about it and how to change it or take it back. */
export function drawAfter(line: SurveyLine, words: LineMessages, language: string): TemplateResult {
  const { opened, receipt } = line;
  const [tenant = ''] = opened?.token.split('.') ?? [];
  if (receipt !== undefined)
    return html`<p>${words.receipt}</p>
      <p><code>${tenant}.${receipt}</code></p>`;
  const { outcomes = [], correctable, savedAt } = line.told ?? opened ?? {};
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const done = (status: string): boolean => status === 'solved' || status === 'closed';
  return html`${
    outcomes.length > 0
      ? html`<h3>${words.outcome}</h3>
          <ul>
            ${outcomes.map(
              ({ status, text, at }) =>
                html`<li>
                  ${done(status) ? words.solved : words.atWork} (<time datetime=${at}>${day.format(new Date(at))}</time
                  >)${text ? html`: <span dir="auto">${text}</span>` : nothing}
                </li>`,
            )}
          </ul>`
      : nothing
  }
  ${correctable && savedAt ? drawActions(line, words, savedAt) : nothing}`;
}

function drawActions(line: SurveyLine, words: LineMessages, savedAt: string): TemplateResult {
  const withdraw = async (): Promise<void> => {
    const { opened, asked } = line;
    if (!asking.has(line)) asking.add(line);
    else if (opened && asked.source) {
      asking.delete(line);
      const { token } = opened;
      const receipt = await asked.source.submit('withdraw-answer', { token }).catch(() => undefined);
      line.withdrawn = receipt !== undefined;
    }
    line.redraw();
  };
  const isAsking = asking.has(line);
  return html`<div class="actions">
    <button type="button" @click=${() => line.correct(savedAt)}>${words.change}</button>
    <button type="button" @click=${withdraw}>${isAsking ? words.sure : words.withdraw}</button>
  </div>`;
}

/** Beside the questions: a way to go on on another device, with what was typed here. */
export function drawResume(line: SurveyLine, words: LineMessages): TemplateResult {
  const address = line.opened?.resume ?? '';
  const open = async (): Promise<void> => {
    if (resuming.has(line)) resuming.delete(line);
    else {
      resuming.set(line, undefined);
      const { drawCode } = await import('./code.ts');
      if (resuming.has(line)) resuming.set(line, drawCode(address, words.elsewhere));
    }
    line.redraw();
  };
  const isOpen = resuming.has(line);
  return html`<button class="plain" type="button" aria-expanded=${isOpen ? 'true' : 'false'} @click=${open}>
      ${words.elsewhere}
    </button>
    ${
      isOpen
        ? html`<div>
            <p class="hint">${words.elsewhereHint}</p>
            ${resuming.get(line)}
            <p class="hint"><a href=${address} target="_blank" rel="noreferrer">${address}</a></p>
          </div>`
        : nothing
    }`;
}
