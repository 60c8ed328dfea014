import { html, nothing, type TemplateResult } from 'lit';
import { inLocale, periodLabel } from '@liaise/core/kpi';
import type { Approval } from '@liaise/core/records/approval';
import { newId } from '@liaise/core/records/identifier';
import { saying } from '../base/filing.ts';
import { icon } from '../base/icons.ts';
import type { Panel, PanelHost } from './panel.ts';
import { appealMessages, type AppealMessages } from './scorecard.appeals.messages.ts';

export { appealMessages as panelMessages };

/** Appeals about a scorecard's figures: what was asked and decided; for the rep a form to ask, for its leaders one to decide. */
export function open(host: PanelHost): Panel {
  let draft = { id: newId(), kpi: '', text: '' };
  /** The appeal that the form speaks of. */
  let told = draft.id;
  const reasons = new Map<string, string>();
  /** The fields that were left empty. */
  const faults = new Set<string>();

  const nameOf = (kpi: string | undefined): string => {
    const line = host.data.lines.find((one) => one.kpi === kpi);
    return line ? inLocale(line.name, host.locale.tag) : (kpi ?? '');
  };
  /** The figure that the form is about. */
  const chosen = (): string | undefined => host.contestable.find((kpi) => kpi === draft.kpi) ?? host.contestable[0];
  const written = ({ target }: Event): string =>
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ? target.value : '';
  /** Marks a field that has to be filled and leads there. */
  const mend = (field: string): void => {
    faults.add(field);
    host.lead(`#${field}`);
  };

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { data, locale } = host;
    const { id, text } = draft;
    const kpi = chosen();
    if (kpi === undefined) return;
    if (text.trim() === '') return mend('appeal-text');
    told = id;
    const sent = await host.save('appeal', id, 'appeal', {
      id,
      kind: 'kpi-appeal',
      title: appealMessages.words(locale.tag).title(nameOf(kpi), periodLabel(data.period, locale.tag)),
      subject: { kind: 'rep', id: data.subject.slice('rep:'.length) },
      kpi,
      period: data.period,
      text,
    });
    if (sent) draft = { id: newId(), kpi: '', text: '' };
    host.changed();
  };

  const decide = async (appeal: Approval, status: 'approved' | 'refused' | 'withdrawn'): Promise<void> => {
    const reason = reasons.get(appeal.id)?.trim() ?? '';
    if (reason === '' && status !== 'withdrawn') return mend(`reason-${appeal.id}`);
    const order = { approval: appeal.id, status, ...(reason && { reason }) };
    if (!(await host.save('decide', appeal.id, 'decide', order))) return;
    reasons.delete(appeal.id);
    host.changed();
    host.lead(`#appeal-${appeal.id}`);
  };

  const field = (
    id: string,
    label: string,
    name: string,
    value: string,
    wrong: string,
    take: (text: string) => void,
  ): TemplateResult =>
    html`<div class="field">
      <label for=${id}>${label}</label>
      <textarea
        id=${id}
        aria-label=${name}
        aria-required="true"
        aria-invalid=${faults.has(id)}
        aria-describedby=${faults.has(id) ? `${id}-wrong` : nothing}
        .value=${value}
        @input=${(event: Event) => {
          take(written(event));
          if (faults.delete(id)) host.changed();
        }}
      ></textarea>
      ${faults.has(id) ? html`<p class="wrong" id="${id}-wrong">${icon('alert')}${wrong}</p>` : nothing}
    </div>`;

  const item = (appeal: Approval, words: AppealMessages): TemplateResult => {
    const { locale, isOwn, leads, me } = host;
    const { id, title, text, status, reason, createdAt, decidedAt, requesterId, kpi } = appeal;
    const name = nameOf(kpi) || title;
    const mayDecide = status === 'asked' && leads && requesterId !== me?.repId;
    return html`<li>
      <h3 id="appeal-${id}" tabindex="-1">${name} <span class="chip ${status}">${words.statuses[status]}</span></h3>
      ${text ? html`<p class="said" dir="auto">${text}</p>` : nothing}
      <p class="more">
        ${words.asked(locale.date(createdAt))}${decidedAt ? html` · ${words.decided(locale.date(decidedAt))}` : nothing}
      </p>
      ${reason ? html`<p class="said" dir="auto"><span class="more">${words.reason}</span> ${reason}</p>` : nothing}
      ${
        mayDecide
          ? html`${field(`reason-${id}`, words.reason, words.reasonOf(name), reasons.get(id) ?? '', words.needsReason, (value) => reasons.set(id, value))}
              <div class="actions">
                <button type="button" @click=${() => void decide(appeal, 'approved')}>${words.approve}</button>
                <button type="button" @click=${() => void decide(appeal, 'refused')}>${words.refuse}</button>
              </div>`
          : nothing
      }
      ${
        status === 'asked' && isOwn && requesterId === me?.repId
          ? html`<button class="plain" type="button" @click=${() => void decide(appeal, 'withdrawn')}>
              ${words.withdraw}
            </button>`
          : nothing
      }
      ${id === told ? nothing : saying(host.filing, id, words.filed)}
    </li>`;
  };

  const form = (words: AppealMessages): TemplateResult => {
    return html`<form @submit=${(event: Event) => void send(event)}>
      <h3>${words.newOne}</h3>
      <div class="field">
        <label for="appeal-kpi">${words.about}</label>
        <select id="appeal-kpi" @change=${(event: Event) => (draft = { ...draft, kpi: written(event) })}>
          ${host.contestable.map(
            (kpi) => html`<option value=${kpi} .selected=${kpi === chosen()}>${nameOf(kpi)}</option>`,
          )}
        </select>
      </div>
      ${field('appeal-text', words.text, words.text, draft.text, words.needsText, (text) => (draft = { ...draft, text }))}
      <div class="actions">
        <button class="primary" type="submit">${words.send}</button>
        ${saying(host.filing, told, words.filed)}
      </div>
    </form>`;
  };

  return {
    draw: () => {
      const words = appealMessages.words(host.locale.tag);
      const appeals = [...host.data.appeals].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      return html`${
        appeals.length > 0
          ? html`<ul class="list">
              ${appeals.map((appeal) => item(appeal, words))}
            </ul>`
          : html`<p class="more">${words.none}</p>`
      }
      ${host.contestable.length > 0 ? form(words) : nothing}`;
    },
    choose: (kpi) => {
      draft = { ...draft, kpi };
    },
  };
}
