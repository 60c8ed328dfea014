import { html } from 'hono/html';
import { localize, nextQuestion, path, pipe, prefill, type LocalizedText, type Question } from '@liaise/core/survey';
import { Refusal } from '../http/refusal.ts';
import { randomToken } from '../http/secrets.ts';
import type { Incoming } from '../routes/call.ts';
import { refusalOf } from '../routes/failures.ts';
import type { Actor } from '../access/actor.ts';
import { contextOf, open, shown, type Opened } from './answering.ts';
import { cookieFor, deviceFrom } from './device.ts';
import { answersFrom, missingIn } from './form.ts';
import { sharePlain } from './open-links.ts';
import { drawEnd, drawReceipt } from './page-end.ts';
import { field } from './page-fields.ts';
import { keepFiles, readForm } from './page-form.ts';
import { document, headers, notice, voiceOf, type Voice } from './page-frame.ts';
import { withdraw } from './withdrawing.ts';

export { surveyStyle, type Voice } from './page-frame.ts';

/** What one page is drawn from. */
export interface Page {
  opened: Opened;
  token: string;
  voice: Voice;
  script: string | null;
  /** The secret of the device that asks. */
  device: string | undefined;
  url: URL;
  now: Date;
}

/** A text of the definition in the person's language, with what they may see of the answers put in. */
export function sayer({ opened, voice, device, now }: Page): (text: LocalizedText | undefined) => string {
  const { definition } = opened;
  const { languages } = voice;
  const { answers, fields } = shown(opened, now, device);
  return (text) =>
    pipe(localize(text, languages, definition.language).text, { answers, fields, definition, languages });
}

/** What the address brings along: proposals for answers, which count once a person sends them, and hidden fields. */
const proposed = ({ opened, url }: Pick<Page, 'opened' | 'url'>) => prefill(opened.definition, url.searchParams);

/** The questions that one page without script asks: the first that is open, and the comment that goes with it. */
function questionsToAsk({ opened, url }: Page): Question[] {
  const { definition, response } = opened;
  const answers = response?.answers ?? {};
  const context = contextOf(opened, proposed({ opened, url }).fields);
  const way = path(definition, answers, context);
  const changing = response?.final === true && url.searchParams.get('change');
  if (changing) return definition.questions.filter(({ id }) => id === changing && way.includes(id));
  const first = nextQuestion(definition, answers, context);
  if (first === null) return [];
  const asked = definition.questions.find(({ id }) => id === first);
  const comment = definition.questions.find(
    ({ id, type, required }) =>
      id !== first && type === 'long-text' && required !== true && way.includes(id) && answers[id] === undefined,
  );
  const scored = asked !== undefined && ['nps', 'csat', 'ces'].includes(asked.type);
  return [asked, scored ? comment : undefined].filter((one) => one !== undefined);
}

function ask(page: Page, faults: ReadonlySet<string>): Promise<Response> {
  const { opened, token, voice, script, device, url, now } = page;
  const { survey, definition, response } = opened;
  const { words } = voice;
  const say = sayer(page);
  const asked = questionsToAsk(page);
  const { answers } = shown(opened, now, device);
  const proposals = proposed(page);
  const title = say(definition.title) || survey.name;
  const corrects = response?.final === true ? response.updatedAt : undefined;
  const own = Object.keys(proposals.answers).length > 0 ? JSON.stringify(proposals.answers) : undefined;
  const fields = Object.keys(proposals.fields).length > 0 ? JSON.stringify(proposals.fields) : undefined;
  const body = html`<h1>${title}</h1>
    ${definition.privacy === undefined ? '' : html`<p class="quiet">${say(definition.privacy)}</p>`}
    ${definition.anonymous === true ? html`<p class="quiet">${words.anonymous}</p>` : ''}
    <liaise-connect url="/">
      <liaise-survey
        token="${token}"
        ${own === undefined ? '' : html`prefill="${own}"`}
        ${fields === undefined ? '' : html`fields="${fields}"`}
      >
        <form
          method="post"
          action="/s/${token}${url.search}"
          ${asked.some(({ type }) => type === 'file') ? html`enctype="multipart/form-data"` : ''}
        >
          ${asked.map((question) =>
            field(
              question,
              voice,
              say,
              faults.has(question.id),
              answers[question.id] ?? proposals.answers[question.id],
            ),
          )}
          ${asked.map(({ id }) => html`<input type="hidden" name="asked" value="${id}" />`)}
          ${corrects === undefined ? '' : html`<input type="hidden" name="corrects" value="${corrects}" />`}
          <button type="submit">${asked.length > 0 ? words.next : words.finish}</button>
        </form>
      </liaise-survey>
    </liaise-connect>`;
  return document(faults.size > 0 ? 422 : 200, title, voice, script, body);
}

/** What came of a form. */
interface Taken {
  /** The link that goes on: a session's own, where the one before serves many. */
  token: string;
  faults: Set<string>;
  device: string;
  receipt?: string;
}

const read = (services: Incoming['services'], actor: Actor): Promise<{ opened: Opened; now: Date }> =>
  services.store.transact(actor, async (work) => ({ opened: await open(work), now: work.now }), { readOnly: true });

/** Takes what a form sent: saves it, and finishes once nothing is left to ask. */
async function take(incoming: Incoming, given: string): Promise<Taken> {
  const { services, request, address, url } = incoming;
  const sent = await readForm(request);
  const form = sent.fields;
  const device = deviceFrom(request) ?? randomToken();
  let token = given;
  let actor = await services.links.holder(token);
  services.limiter.take('link', actor.invitationId ?? '');
  if (form.get('do') === 'withdraw') {
    await services.store.transact(actor, withdraw);
    return { token, faults: new Set(), device };
  }
  const before = (await read(services, actor)).opened;
  if (before.invitation.shared === true) {
    services.limiter.take('open', address);
    token = await sharePlain(services.store, actor);
    actor = await services.links.holder(token);
  }
  const refused = await keepFiles(incoming, actor, sent);
  for (const id of missingIn(form, before.definition)) refused.add(id);
  if (refused.size > 0) return { token, device, faults: refused };
  const receipt = randomToken();
  try {
    const { outcome, replayed } = await services.answers.save({
      actor,
      sent: (opened) => {
        const { definition, response } = opened;
        const { fields } = proposed({ opened, url });
        const answers = { ...response?.answers, ...answersFrom(form, definition) };
        const corrects = form.get('corrects') ?? undefined;
        const final = corrects !== undefined || nextQuestion(definition, answers, contextOf(opened, fields)) === null;
        return { answers, final, device, receipt, fields, corrects };
      },
    });
    const { status, definition } = outcome.body as ReturnType<typeof shown>;
    const isCut = status === 'finished' && Reflect.get(definition, 'anonymous') === true && !replayed;
    return { token, faults: new Set(), device, ...(isCut ? { receipt: `${actor.tenantRef}.${receipt}` } : {}) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.code === 'conflict') return { token, faults: new Set(), device };
    if (refusal.code !== 'invalid-body') throw refusal;
    return { token, device, faults: new Set(refusal.issues.map(({ path: where }) => where.split('.')[2] ?? '')) };
  }
}

/**
 * The page behind a survey link. It works without script, one question after the other; where scripts run, the survey element takes
 * over. Reading it spends nothing. Every link that cannot be used gets the same page.
 */
export async function surveyPage(incoming: Incoming, script: string | null): Promise<Response> {
  const { request, services, url } = incoming;
  const [, , raw = ''] = url.pathname.split('/');
  const plain = voiceOf(request);
  try {
    let token = decodeURIComponent(raw);
    let device = deviceFrom(request);
    let faults = new Set<string>();
    const cookies: Record<string, string> = {};
    if (request.method === 'POST') {
      const taken = await take(incoming, token);
      ({ token, faults, device } = taken);
      cookies['Set-Cookie'] = cookieFor(taken.device, services.publicUrl ?? url.origin);
      if (taken.receipt !== undefined) return await drawReceipt(taken.receipt, plain);
      const query = new URLSearchParams(url.search);
      query.delete('change');
      const rest = query.size > 0 ? `?${query.toString()}` : '';
      if (faults.size === 0)
        return new Response(null, { status: 303, headers: { ...headers, ...cookies, Location: `/s/${token}${rest}` } });
    }
    const actor = await services.links.holder(token);
    const { opened, now } = await read(services, actor);
    const voice = voiceOf(request, opened.definition);
    const page: Page = { opened, token, voice, script, device, url, now };
    const response = await drawPage(page, faults);
    for (const [name, value] of Object.entries(cookies)) response.headers.set(name, value);
    return response;
  } catch (error) {
    const refusal = error instanceof URIError ? new Refusal('link-unusable') : refusalOf(error);
    const { words } = plain;
    if (refusal.code === 'link-unusable') return notice(404, words.unusable, words.unusableText, plain);
    if (refusal.status >= 500) throw refusal;
    return notice(refusal.status, words.invalid, words.moment, plain);
  }
}

function drawPage(page: Page, faults: ReadonlySet<string>): Promise<Response> {
  const { opened, voice, url, now } = page;
  const { words } = voice;
  const { status, correctable } = shown(opened, now);
  if (status === 'withdrawn') return notice(200, words.withdrawn, words.withdrawnText, voice);
  if (status === 'closed') return notice(200, words.closed, words.closedText, voice);
  const changing = correctable === true && url.searchParams.has('change');
  return status === 'finished' && !changing ? drawEnd(page) : ask(page, faults);
}
