import { html } from 'hono/html';
import { localize, nextQuestion, path, pipe, type Question, type SurveyDefinition } from '@liaise/core/survey';
import { decode, readBytes } from '../http/body.ts';
import { pagePolicy } from '../http/headers.ts';
import { Refusal } from '../http/refusal.ts';
import type { Incoming } from '../routes/call.ts';
import { refusalOf } from '../routes/failures.ts';
import { open, shown, type Opened } from './answering.ts';
import { answersFrom } from './form.ts';
import { answerInWords, field, type Html } from './page-fields.ts';
import { stylesheet } from './page-style.ts';
import { languagesOf, wordsFor, type PageWords } from './words.ts';

/** A page's language and words. */
export interface Voice {
  languages: readonly string[];
  language: string;
  words: PageWords;
}

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': pagePolicy(),
};

/** The style sheet of the survey page. */
export function surveyStyle(): Response {
  return new Response(stylesheet, {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
}

async function document(
  status: number,
  title: string,
  { language }: Voice,
  script: string | null,
  body: Html,
): Promise<Response> {
  const page = html`<!doctype html>
    <html lang="${language}" dir="auto">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/survey-page.css" />
        ${script === null ? '' : html`<script type="module" src="${script}"></script>`}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  return new Response(String(await page), { status, headers });
}

function notice(status: number, title: string, text: string, voice: Voice): Promise<Response> {
  return document(
    status,
    title,
    voice,
    null,
    html`<h1>${title}</h1>
      <p>${text}</p>`,
  );
}

/** The questions that one page without script asks: the first that is open, and the comment that goes with it. */
function questionsToAsk(definition: SurveyDefinition, answers: Readonly<Record<string, unknown>>): Question[] {
  const first = nextQuestion(definition, answers);
  if (first === null) return [];
  const way = path(definition, answers);
  const asked = definition.questions.find(({ id }) => id === first);
  const comment = definition.questions.find(
    ({ id, type, required }) =>
      id !== first && type === 'long-text' && required !== true && way.includes(id) && answers[id] === undefined,
  );
  const scored = asked !== undefined && ['nps', 'csat', 'ces'].includes(asked.type);
  return [asked, scored ? comment : undefined].filter((one) => one !== undefined);
}

function voiceOf(request: Request, definition?: SurveyDefinition): Voice {
  const languages = languagesOf(request.headers.get('accept-language'));
  const title = definition?.title ?? definition?.questions[0]?.title;
  const language = localize(title, languages, definition?.language).language ?? languages[0] ?? 'en';
  return { languages, language, words: wordsFor(language) };
}

function ask(
  { survey, definition, response }: Opened,
  token: string,
  voice: Voice,
  script: string | null,
  faults: ReadonlySet<string>,
): Promise<Response> {
  const answers = response?.answers ?? {};
  const { words, languages } = voice;
  const say = (text: Parameters<typeof localize>[0]): string =>
    pipe(localize(text, languages, definition.language).text, { answers, definition, languages });
  const asked = questionsToAsk(definition, answers);
  const title = say(definition.title) || survey.name;
  const body = html`<h1>${title}</h1>
    ${definition.privacy === undefined ? '' : html`<p class="quiet">${say(definition.privacy)}</p>`}
    <liaise-connect url="/">
      <liaise-survey token="${token}">
        <form method="post" action="/s/${token}">
          ${asked.map((question) => field(question, voice, say, faults.has(question.id)))}
          ${asked.map(({ id }) => html`<input type="hidden" name="asked" value="${id}" />`)}
          <button type="submit">${asked.length > 0 ? words.next : words.finish}</button>
        </form>
      </liaise-survey>
    </liaise-connect>`;
  return document(faults.size > 0 ? 422 : 200, title, voice, script, body);
}

function thank(
  { survey, definition, response }: Opened,
  token: string,
  voice: Voice,
  script: string | null,
): Promise<Response> {
  const { words, languages } = voice;
  const answers = response?.answers ?? {};
  const say = (text: Parameters<typeof localize>[0]): string =>
    pipe(localize(text, languages, definition.language).text, { answers, definition, languages });
  const given = definition.questions.filter(({ id, type }) => type !== 'statement' && id in answers);
  const body = html`<h1>${say(definition.title) || survey.name}</h1>
    <liaise-connect url="/">
      <liaise-survey token="${token}">
        <h2>${words.thanks}</h2>
        <p>${say(definition.thanks) || words.thanksText}</p>
        <h2>${words.yourAnswer}</h2>
        <dl>
          ${given.map(
            (question) =>
              html`<dt>${say(question.title)}</dt>
                <dd>${answerInWords(question, answers[question.id], voice, say)}</dd>`,
          )}
        </dl>
      </liaise-survey>
    </liaise-connect>`;
  return document(200, survey.name, voice, script, body);
}

/** Takes what a form sent: saves it, and finishes once nothing is left to ask. */
async function take({ services, request }: Incoming, token: string): Promise<{ faults: Set<string> }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(type.trim())) throw new Refusal('unsupported-media-type');
  const form = new URLSearchParams(decode(await readBytes(request, 64 * 1024)));
  const actor = await services.links.holder(token);
  services.limiter.take('link', actor.invitationId ?? '');
  try {
    await services.answers.save({
      actor,
      sent: ({ definition, response }) => {
        const answers = { ...response?.answers, ...answersFrom(form, definition) };
        return { answers, final: nextQuestion(definition, answers) === null };
      },
    });
    return { faults: new Set() };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.code === 'conflict') return { faults: new Set() };
    if (refusal.code !== 'invalid-body') throw refusal;
    return { faults: new Set(refusal.issues.map(({ path: where }) => where.split('.')[2] ?? '')) };
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
    const token = decodeURIComponent(raw);
    let faults = new Set<string>();
    if (request.method === 'POST') {
      ({ faults } = await take(incoming, token));
      if (faults.size === 0)
        return new Response(null, { status: 303, headers: { ...headers, Location: `/s/${token}` } });
    }
    const actor = await services.links.holder(token);
    const { opened, status } = await services.store.transact(
      actor,
      async (work) => {
        const behind = await open(work);
        return { opened: behind, status: shown(behind, work.now).status };
      },
      { readOnly: true },
    );
    const voice = voiceOf(request, opened.definition);
    if (status === 'finished') return await thank(opened, token, voice, script);
    if (status === 'closed') return await notice(200, voice.words.closed, voice.words.closedText, voice);
    return await ask(opened, token, voice, script, faults);
  } catch (error) {
    const refusal = error instanceof URIError ? new Refusal('link-unusable') : refusalOf(error);
    const { words } = plain;
    if (refusal.code === 'link-unusable') return notice(404, words.unusable, words.unusableText, plain);
    if (refusal.status >= 500) throw refusal;
    return notice(refusal.status, words.invalid, words.moment, plain);
  }
}
