import { html, nothing, type TemplateResult } from 'lit';
import type { ShownOfRep } from '@liaise/core/api/scorecards';
import type { Panel, PanelHost } from './panel.ts';
import { shownMessages, type ShownMessages } from './scorecard.shown.messages.ts';

export { shownMessages as panelMessages };

/** What is told of a rep and never scored: grade, certificates, and its work now. */
export function open(host: PanelHost): Panel {
  return {
    draw: () => (host.data.shown ? facts(host.data.shown, host, shownMessages.words(host.locale.tag)) : nothing),
  };
}

function facts(
  { grade, certifications = [], workload }: ShownOfRep,
  { locale }: PanelHost,
  words: ShownMessages,
): TemplateResult {
  const { customers, capacity, openTasks, openCases } = workload;
  const held = locale.number(customers);
  const rows: readonly (readonly [term: string, texts: readonly unknown[]])[] = [
    [words.grade, grade ? [words.grades[grade]] : []],
    [
      words.certificates,
      certifications.map(({ name, tier, validUntil, expired }) => {
        const end = validUntil && words[expired ? 'expired' : 'until'](locale.date(validUntil));
        return html`${words.certificate(name, locale.number(tier))}
        ${end ? html`<span class="more">${end}</span>` : nothing}`;
      }),
    ],
    [words.customers, [capacity === undefined ? held : words.of(held, locale.number(capacity))]],
    [words.openTasks, [locale.number(openTasks)]],
    [words.openCases, [locale.number(openCases)]],
  ];
  return html`<p class="more">${words.explain}</p>
    <dl class="why">
      ${rows.map(([term, texts]) =>
        texts.length > 0
          ? html`<dt>${term}</dt>
              ${texts.map((text) => html`<dd><bdi>${text}</bdi></dd>`)}`
          : nothing,
      )}
    </dl>`;
}
