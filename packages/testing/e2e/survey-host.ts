import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { root } from './gateway-process.ts';

/** The policy of a page that allows nothing but what lies on its own origin, and no HTML from strings. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
];

/** A style sheet at its worst. */
const hostileStyles = `
  * { all: unset !important; }
  *, *::before, *::after {
    letter-spacing: 7px !important; word-spacing: 21px !important; line-height: 4 !important;
    font-family: fantasy !important; font-style: italic !important; font-weight: 900 !important;
    font-variant: small-caps !important; text-transform: uppercase !important; text-indent: 33px !important;
    text-align: right !important; white-space: pre !important; color: rgb(255, 0, 0) !important;
    cursor: wait !important; user-select: none !important; pointer-events: auto !important;
  }
  button, fieldset, legend, label, input, textarea, form, div, span, p, svg {
    margin: 31px !important; padding: 29px !important; border: 9px dotted lime !important;
    background: black !important; float: right !important; transform: rotate(11deg) !important;
    opacity: 0.3 !important; min-width: 700px !important; appearance: none !important;
  }
`;

/** What stands on a host's page: a little of everything. */
const hostBody = `
  <header><h1>Order 4711</h1><nav><ul><li><a href="#one">One</a></li><li><a href="#two">Two</a></li></ul></nav></header>
  <main id="main">
    <p>Delivered <b>yesterday</b>, says <i>the driver</i>.</p>
    <form id="form"><fieldset><legend>Contact</legend><label>Name <input name="name" value="Ada"></label>
      <select><option>a</option><option>b</option></select><textarea>text</textarea><button type="button">Save</button></fieldset></form>
    <table><caption>Items</caption><tbody><tr><th>Part</th><td>12</td></tr></tbody></table>
    <details><summary>More</summary><p>Much more.</p></details>
    <div id="place"></div>
    <dialog id="dialog"><p>A dialog of the host.</p><div id="inside"></div></dialog>
    <svg width="20" height="20"><circle cx="10" cy="10" r="5"/></svg>
  </main>
  <footer><p>Imprint</p></footer>`;

const hostPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<link rel="stylesheet" href="./styles.css"><script type="module" src="./host.js"></script></head><body>${hostBody}</body></html>`;

/** The host's own script, with a Lit of its own. */
async function hostScript(withLit: boolean): Promise<string> {
  const start = 'globalThis.startLiaise = (address) => import(address);';
  if (!withLit) return start;
  const contents = `
    import { LitElement, html, css } from 'lit';
    class HostNote extends LitElement {
      static styles = css\`b { color: green }\`;
      static properties = { count: { type: Number } };
      constructor() { super(); this.count = 0; }
      render() { return html\`<b @click=\${() => (this.count += 1)}>Clicked \${this.count} times</b><slot></slot>\`; }
    }
    customElements.define('host-note', HostNote);
    ${start}`;
  const built = await build({
    stdin: { contents, resolveDir: path.join(root, 'packages', 'elements'), loader: 'js' },
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    write: false,
  });
  return built.outputFiles[0]?.text ?? '';
}

/** How a host's page is served. */
export interface HostOptions {
  policy: readonly string[];
  hostile: boolean;
  lit?: boolean;
}

async function filesOf({ hostile, lit = false }: HostOptions): Promise<Record<string, { type: string; body: string }>> {
  return {
    'page.html': { type: 'text/html; charset=utf-8', body: hostPage },
    'styles.css': { type: 'text/css', body: hostile ? hostileStyles : '' },
    'host.js': { type: 'text/javascript', body: await hostScript(lit) },
  };
}

/** Lets a browser find a host's page on the gateway's own origin, under `/host/`. */
export async function hostOn(context: BrowserContext, origin: string, options: HostOptions): Promise<string> {
  const files = await filesOf(options);
  await context.route(`${origin}/host/*`, (route) => {
    const file = files[new URL(route.request().url()).pathname.slice('/host/'.length)];
    return file
      ? route.fulfill({
          contentType: file.type,
          body: file.body,
          headers: { 'Content-Security-Policy': options.policy.join('; ') },
        })
      : route.fulfill({ status: 404 });
  });
  return `${origin}/host/page.html`;
}

/** A host's site on an origin of its own, with the built elements beside its page. Its policy may name the gateway. */
export async function openHostSite(options: Omit<HostOptions, 'policy'>) {
  const files = await filesOf({ ...options, policy: [] });
  const elements = path.join(root, 'packages', 'elements', 'dist', 'bundle');
  let policy: readonly string[] = strictPolicy;
  const server = createServer((request, response) => {
    void (async () => {
      const name = path.normalize(new URL(request.url ?? '/', 'http://site').pathname).slice(1);
      const script = name.startsWith('liaise/')
        ? await readFile(path.join(elements, name.slice('liaise/'.length)), 'utf8').catch(() => undefined)
        : undefined;
      const file = script === undefined ? files[name] : { type: 'text/javascript', body: script };
      response.statusCode = file ? 200 : 404;
      response.setHeader('Content-Security-Policy', policy.join('; '));
      response.setHeader('Content-Type', file?.type ?? 'text/plain');
      response.end(file?.body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    page: `${origin}/page.html`,
    allow: (next: readonly string[]): void => void (policy = next),
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Where on the host's page the survey is put. */
export type Spot = 'in the page' | 'in a foreign shadow root' | 'in the open dialog of the host';

/** Makes room for a survey: a frame whose size does not hang on the style sheet, so that two pages can be compared. */
export function makeRoom(page: Page, spot: Spot): Promise<void> {
  return page.evaluate((inside) => {
    const place = document.querySelector<HTMLElement>(inside ? '#inside' : '#place');
    const dialog = document.querySelector<HTMLDialogElement>('#dialog');
    if (inside && !dialog?.open) dialog?.showModal();
    const frame = { display: 'block', width: '640px', float: 'none', transform: 'none', border: 'none' };
    for (const [name, value] of Object.entries(frame)) place?.style.setProperty(name, value, 'important');
    for (const name of ['margin', 'padding', 'min-width']) place?.style.setProperty(name, '0', 'important');
  }, spot === 'in the open dialog of the host');
}

/** Puts a survey into that room the way a web developer does, and fetches the elements. */
export async function putSurvey(
  page: Page,
  { spot, token, gateway, script }: { spot: Spot; token: string; gateway: string; script: string },
): Promise<void> {
  await makeRoom(page, spot);
  await page.evaluate(
    async (given) => {
      const connect = document.createElement('liaise-connect');
      connect.setAttribute('url', given.gateway);
      const survey = document.createElement('liaise-survey');
      survey.setAttribute('token', given.token);
      connect.append(survey);
      const inside = given.spot === 'in the open dialog of the host';
      const place = document.querySelector(inside ? '#inside' : '#place');
      if (given.spot === 'in a foreign shadow root') place?.attachShadow({ mode: 'open' }).append(connect);
      else place?.append(connect);
      const { startLiaise } = globalThis as { startLiaise?: (address: string) => Promise<unknown> };
      await startLiaise?.(given.script);
    },
    { spot, token, gateway, script },
  );
}

/** What the host's page looks like and holds, the survey apart: every computed style of every element of its own. */
export function hostState(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    /** What follows from how high the survey is. */
    const grown = /^(?:(?:min-|max-)?(?:height|block-size)|(?:perspective|transform)-origin|bottom|inset-block-end)$/;
    const found: Record<string, string> = {};
    const rooms = [...document.querySelectorAll('#place, #inside')];
    const own = [...document.querySelectorAll('*')].filter((element) => !element.closest('liaise-connect'));
    own.forEach((element, index) => {
      const style = getComputedStyle(element);
      const around = rooms.some((room) => element.contains(room));
      const name = `${index} ${element.localName}`;
      for (const property of style)
        if (!(around && grown.test(property))) found[`${name} ${property}`] = style.getPropertyValue(property);
      for (const { name: attribute, value } of element.attributes) found[`${name} @${attribute}`] = value;
    });
    found['style sheets'] = String(document.styleSheets.length + document.adoptedStyleSheets.length);
    found['global names'] = Object.getOwnPropertyNames(globalThis).sort().join(' ');
    return found;
  });
}

/** What differs between two states, as lines. */
export function differences(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name] ?? 'nothing'} became ${after[name] ?? 'nothing'}`);
}

/** How everything inside the survey is drawn: what a style sheet of the page must not reach. */
export function surveyLook(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Family, size and language are the host's to choose; sizes follow from the width of its letters.
    const theirs =
      /^(?:--.*|-webkit-locale|font-family|.*(?:width|height|-size)|(?:perspective|transform)-origin|inset.*|top|right|bottom|left|grid-template-.*|.*-x|.*-y|d|r)$/;
    const place = document.querySelector('#place');
    const root = place?.shadowRoot ?? place;
    const shadow = root?.querySelector('liaise-survey')?.shadowRoot;
    return [...(shadow?.querySelectorAll('*') ?? [])].flatMap((element) => {
      const style = getComputedStyle(element);
      return [...style]
        .filter((property) => !theirs.test(property))
        .map(
          (property) =>
            `${element.localName}.${element.getAttribute('class') ?? ''} ${property}: ${style.getPropertyValue(property)}`,
        );
    });
  });
}
