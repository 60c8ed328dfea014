import { html } from 'hono/html';
import { localize, type LocalizedText } from '@liaise/core/survey';
import { decode, readBytes } from '../http/body.ts';
import { Refusal } from '../http/refusal.ts';
import { systemActor } from '../access/directory.ts';
import type { Incoming } from '../routes/call.ts';
import { refusalOf } from '../routes/failures.ts';
import { shown } from './answering.ts';
import { answerInWords, type Html } from './page-fields.ts';
import { document, notice, voiceOf, type Voice } from './page-frame.ts';
import { sayer, type Page } from './page.ts';
import { readByReceipt, withdrawByReceipt } from './withdrawing.ts';

/** What was done about an answer. */
function drawOutcomes(outcomes: NonNullable<ReturnType<typeof shown>['outcomes']>, { words, language }: Voice): Html {
  return html`<h2>${words.outcome}</h2>
    <ul>
      ${outcomes.map(({ status, text, at }) => {
        const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));
        const isDone = status === 'solved' || status === 'closed';
        return html`<li>
          ${isDone ? words.solved : words.atWork} (<time datetime="${at}">${day}</time>)${
            text === undefined ? '' : html`: <span dir="auto">${text}</span>`
          }
        </li>`;
      })}
    </ul>`;
}

/** "Your answer": what was given, what was done about it, and how to change it or take it back. */
export function drawEnd(page: Page): Promise<Response> {
  const { opened, token, voice, script, device, now } = page;
  const { survey, definition } = opened;
  const { words } = voice;
  const say = sayer(page);
  const { answers, withheld = [], correctable, outcomes = [] } = shown(opened, now, device);
  const title = say(definition.title) || survey.name;
  const given = definition.questions.filter(({ id, type }) => type !== 'statement' && id in answers);
  const hidden = new Set(withheld);
  const list = html`<h2>${words.yourAnswer}</h2>
    <dl>
      ${given.map(
        (question) =>
          html`<dt>${say(question.title)}</dt>
            <dd>
              ${hidden.has(question.id) ? words.withheld : answerInWords(question, answers[question.id], voice, say)}
              ${
                correctable === true && !hidden.has(question.id)
                  ? html`<a href="/s/${token}?change=${encodeURIComponent(question.id)}">${words.change}</a>`
                  : ''
              }
            </dd>`,
      )}
    </dl>
    ${outcomes.length > 0 ? drawOutcomes(outcomes, voice) : ''}
    <form method="post" action="/s/${token}">
      <button type="submit" name="do" value="withdraw">${words.withdraw}</button>
    </form>`;
  const cut = html`<p>${words.cut}</p>
    <p><a href="/s/receipt">${words.receiptUse}</a></p>`;
  const body = html`<h1>${title}</h1>
    <liaise-connect url="/">
      <liaise-survey token="${token}">
        <h2>${words.thanks}</h2>
        <p>${say(definition.thanks) || words.thanksText}</p>
        ${opened.response ? list : cut}
      </liaise-survey>
    </liaise-connect>`;
  return document(200, title, voice, script, body);
}

/** The receipt of an anonymous answer, shown this once. */
export function drawReceipt(receipt: string, voice: Voice): Promise<Response> {
  const { words } = voice;
  const body = html`<h1>${words.thanks}</h1>
    <p>${words.cut}</p>
    <p>${words.receiptText}</p>
    <p><code>${receipt}</code></p>
    <p><a href="/s/receipt">${words.receiptUse}</a></p>`;
  return document(200, words.thanks, voice, null, body);
}

/** `/s/receipt`: where an anonymous answer is read or taken back by its receipt. No link goes with it, so that nothing ties the two. */
export async function receiptPage({ request, services, address }: Incoming): Promise<Response> {
  const voice = voiceOf(request);
  const { words } = voice;
  const form = (
    receipt: string,
    doing: 'show' | 'withdraw',
    say: string,
    shownBefore: Html | '' = '',
  ): Promise<Response> =>
    document(
      200,
      words.receipt,
      voice,
      null,
      html`<h1>${words.receipt}</h1>
        ${shownBefore}
        <form method="post" action="/s/receipt">
          <label>${words.receipt} <input type="text" name="receipt" value="${receipt}" autocomplete="off" /></label>
          <button type="submit" name="do" value="${doing}">${say}</button>
        </form>`,
    );
  if (request.method !== 'POST') return form('', 'show', words.next);
  try {
    services.limiter.take('open', address);
    const sent = new URLSearchParams(decode(await readBytes(request, 4096)));
    const receipt = (sent.get('receipt') ?? '').trim();
    const [ref = ''] = receipt.split('.');
    const tenant = /^[a-z0-9-]{1,64}$/.test(ref) ? await services.store.tenant(ref) : null;
    if (!tenant) throw new Refusal('link-unusable');
    const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'receipt');
    const found = await services.store.transact(actor, (work) => readByReceipt(work, receipt));
    if (!found) throw new Refusal('link-unusable');
    if (sent.get('do') === 'withdraw') {
      await services.store.transact(actor, (work) => withdrawByReceipt(work, receipt));
      return await notice(200, words.withdrawn, words.withdrawnText, voice);
    }
    const { definition, answers } = found;
    const own = voiceOf(request, definition);
    const say = (text: LocalizedText | undefined): string => localize(text, own.languages, definition.language).text;
    const list = html`<h2>${found.name}</h2>
      <dl>
        ${definition.questions
          .filter(({ id }) => id in answers)
          .map(
            (question) =>
              html`<dt>${say(question.title)}</dt>
                <dd>${answerInWords(question, answers[question.id], own, say)}</dd>`,
          )}
      </dl>`;
    return await form(receipt, 'withdraw', words.withdraw, list);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.status >= 500) throw refusal;
    if (refusal.code === 'link-unusable') return notice(404, words.receiptUnknown, words.receiptUnknownText, voice);
    return notice(refusal.status, words.invalid, words.moment, voice);
  }
}
