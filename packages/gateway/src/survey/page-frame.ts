import { html } from 'hono/html';
import { localize, type SurveyDefinition } from '@liaise/core/survey';
import { pagePolicy } from '../http/headers.ts';
import type { Html } from './page-fields.ts';
import { stylesheet } from './page-style.ts';
import { languagesOf, wordsFor, type PageWords } from './words.ts';

/** A page's language and words. */
export interface Voice {
  languages: readonly string[];
  language: string;
  words: PageWords;
}

export const headers = {
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

/** A whole page. */
export async function document(
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

/** A page that says one thing. */
export function notice(status: number, title: string, text: string, voice: Voice): Promise<Response> {
  return document(
    status,
    title,
    voice,
    null,
    html`<h1>${title}</h1>
      <p>${text}</p>`,
  );
}

/** In which language a page speaks: the person's first of those that the survey has. */
export function voiceOf(request: Request, definition?: SurveyDefinition): Voice {
  const languages = languagesOf(request.headers.get('accept-language'));
  const title = definition?.title ?? definition?.questions[0]?.title;
  const language = localize(title, languages, definition?.language).language ?? languages[0] ?? 'en';
  return { languages, language, words: wordsFor(language) };
}
