import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { elementPlugins } from './tools.ts';

/** The two questions that every page asks. */
export const titles = {
  recommend: 'How likely are you to recommend us?',
  why: 'What is the main reason?',
};

/** Pages that ask the two questions, each in its own way. */
export const pages = ['liaise', 'floor', 'surveyjs', 'posthog', 'formbricks'] as const;
export type PageName = (typeof pages)[number];

/** How a page is called in a report. */
export const labels: Readonly<Record<PageName, string>> = {
  liaise: 'liaise-survey',
  floor: 'a hand-written Lit element',
  surveyjs: 'SurveyJS 2.5.38',
  posthog: 'the renderer of PostHog 1.449.2',
  formbricks: '@formbricks/surveys 1.99.0',
};

const here = fileURLToPath(new URL('.', import.meta.url));

/** What one would write by hand for this page alone: one question after the other, radio buttons, a button, some style. */
const handWritten = `
  import { LitElement, html, css } from 'lit';
  class HandSurvey extends LitElement {
    static properties = { at: { state: true }, score: { state: true } };
    static styles = css\`
      :host { display: block; font: 16px/1.5 sans-serif; color: #1b1f24; }
      form { display: grid; gap: 16px; padding: 16px; border: 1px solid #d8dce1; border-radius: 6px; background: #fff; }
      fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
      legend, label { font-weight: 600; margin-block-end: 8px; padding: 0; }
      .points { display: grid; grid: auto / repeat(11, minmax(0, 1fr)); gap: 4px; }
      .points label { position: relative; display: grid; place-items: center; min-block-size: 44px; border: 1px solid #80868e; border-radius: 6px; font-weight: 400; }
      .points input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; }
      .points label:has(:checked) { background: #0b5cad; color: #fff; }
      .points label:has(:focus-visible) { outline: 2px solid #0b5cad; }
      textarea { inline-size: 100%; min-block-size: 6em; font: inherit; box-sizing: border-box; }
      button { justify-self: start; min-block-size: 44px; padding-inline: 16px; border: 0; border-radius: 6px; background: #0b5cad; color: #fff; font: inherit; }
      .hint { margin: 0; color: #57606a; font-size: 0.875em; }
    \`;
    constructor() { super(); this.at = 0; this.score = undefined; this.why = ''; }
    render() {
      if (this.at > 1) return html\`<p role="status">Thank you.</p>\`;
      return html\`<form @submit=\${this.forward}>
        <p class="hint">Question \${this.at + 1} of 2</p>
        \${this.at === 0
          ? html\`<fieldset role="radiogroup" aria-required="true"><legend>${titles.recommend}</legend><div class="points">\${Array.from({ length: 11 }, (_, point) =>
              html\`<label><input type="radio" name="score" required value=\${point} .checked=\${this.score === point} @change=\${() => (this.score = point)}>\${point}</label>\`)}</div></fieldset>\`
          : html\`<label for="why">${titles.why}</label><textarea id="why" @input=\${(event) => (this.why = event.target.value)}></textarea>\`}
        <button type="submit">\${this.at === 1 ? 'Send' : 'Next'}</button>
      </form>\`;
    }
    forward(event) {
      event.preventDefault();
      this.at += 1;
      if (this.at === 2) this.dispatchEvent(new CustomEvent('sent', { detail: { score: this.score, why: this.why } }));
    }
  }
  customElements.define('hand-survey', HandSurvey);
  document.querySelector('#room').append(document.createElement('hand-survey'));`;

const sources: Readonly<Record<PageName, string>> = {
  liaise: `
    import '../../elements/src/survey/survey.define.ts';
    const survey = document.createElement('liaise-survey');
    survey.definition = { id: 'two', version: 1, language: 'en', questions: [
      { id: 'recommend', type: 'nps', required: true, title: '${titles.recommend}' },
      { id: 'why', type: 'long-text', title: '${titles.why}' } ] };
    document.querySelector('#room').append(survey);`,
  floor: handWritten,
  surveyjs: `
    import { Model } from 'survey-core';
    import { renderSurvey } from 'survey-js-ui';
    import 'survey-core/survey-core.fontless.min.css';
    const model = new Model({ questionsOnPageMode: 'questionPerPage', elements: [
      { type: 'rating', name: 'recommend', title: '${titles.recommend}', isRequired: true, rateMin: 0, rateMax: 10 },
      { type: 'comment', name: 'why', title: '${titles.why}' } ] });
    renderSurvey(model, document.querySelector('#room'));`,
  posthog: `
    import { renderSurveysPreview } from 'posthog-js/dist/surveys-preview.js';
    renderSurveysPreview({ parentElement: document.querySelector('#room'), previewPageIndex: 0, forceDisableHtml: true, survey: {
      id: 'two', name: 'Two', type: 'popover', appearance: {}, questions: [
        { id: 'recommend', type: 'rating', question: '${titles.recommend}', display: 'number', scale: 10, lowerBoundLabel: '', upperBoundLabel: '' },
        { id: 'why', type: 'open', question: '${titles.why}' } ] } });`,
  formbricks: `
    import { renderSurveyInline } from '@formbricks/surveys';
    renderSurveyInline({ containerId: 'room', brandColor: '#0b5cad', isBrandingEnabled: false, activeQuestionId: 'recommend', languageCode: 'default',
      survey: { id: 'two', name: 'Two', type: 'link', status: 'inProgress', welcomeCard: { enabled: false }, hiddenFields: { enabled: false }, endings: [],
        thankYouCard: { enabled: false }, languages: [], styling: null, questions: [
          { id: 'recommend', type: 'nps', headline: '${titles.recommend}', required: true, lowerLabel: '', upperLabel: '' },
          { id: 'why', type: 'openText', headline: '${titles.why}', required: false, inputType: 'text', longAnswer: true } ] },
      styling: {}, onClose() {}, onDisplay() {}, onResponse() {}, onFinished() {}, getSetIsError() {}, getSetIsResponseSendingFinished() {} });`,
};

interface File {
  type: string;
  body: Buffer;
}

/** What a page loads, as a bundler splits it: by path. */
async function built(name: PageName): Promise<{ files: Map<string, Buffer>; preloads: string[]; styles: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: sources[name], resolveDir: here, loader: 'js' },
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: 'out',
    entryNames: 'main',
    conditions: ['@liaise/source'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
    plugins: name === 'liaise' ? await elementPlugins() : [],
  });
  const files = new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
  const preloads = (metafile.outputs['out/main.js']?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .map((one) => path.basename(one.path));
  return { files, preloads, styles: [...files.keys()].filter((file) => file.endsWith('.css')) };
}

const squeeze = (body: Buffer | string): Buffer =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

const html = (head: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Page</title>
<link rel="icon" href="data:,">${head}</head><body><h1>A page of the host</h1><div id="room"></div></body></html>`;

/** Serves every page from memory, compressed as a server does once and for all; nothing comes from anywhere else. */
export async function openPages() {
  const served = new Map<string, File>([['/empty', { type: 'text/html', body: squeeze(html('')) }]]);
  const bytes = new Map<PageName, number>();
  for (const name of pages) {
    const { files, preloads, styles } = await built(name);
    let sum = 0;
    for (const [file, body] of files) {
      const small = squeeze(body);
      served.set(`/${name}/${file}`, { type: file.endsWith('.css') ? 'text/css' : 'text/javascript', body: small });
      if (file === 'main.js' || preloads.includes(file) || styles.includes(file)) sum += small.length;
    }
    const head = [
      ...styles.map((file) => `<link rel="stylesheet" href="/${name}/${file}">`),
      ...preloads.map((file) => `<link rel="modulepreload" href="/${name}/${file}">`),
      `<script type="module" src="/${name}/main.js"></script>`,
    ];
    served.set(`/${name}`, { type: 'text/html', body: squeeze(html(head.join(''))) });
    bytes.set(name, sum);
  }
  const server = createServer((request, response) => {
    const file = served.get(request.url ?? '');
    response.writeHead(file ? 200 : 404, {
      'content-type': file?.type ?? 'text/plain',
      'cache-control': 'no-store',
      ...(file ? { 'content-encoding': 'br' } : {}),
    });
    response.end(file?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    /** Brotli bytes that a page fetches before its first question. */
    bytes,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
