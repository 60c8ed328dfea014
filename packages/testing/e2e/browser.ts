import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** Starts the Chromium that `LIAISE_CHROMIUM` names, so that it speaks to nobody but the page. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['LIAISE_CHROMIUM'] ?? process.env['CHROME_PATH'];
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      '--disable-dev-shm-usage',
    ],
  });
}

/** A person's browser: its faults are errors, rejected promises, policy violations and requests to hosts it was not told of. */
export interface Person {
  context: BrowserContext;
  page: Page;
  /** Empty when all is well. */
  faults: string[];
  close: () => Promise<void>;
}

/**
 * Opens a browser of its own for one person.
 *
 * @param options `hosts`: the origins that may be asked; `settings`: what the portal has kept, by the name of the field
 */
export async function meet(
  browser: Browser,
  options: BrowserContextOptions & { hosts: readonly string[]; settings?: Readonly<Record<string, string>> },
): Promise<Person> {
  const { hosts, settings = {}, ...rest } = options;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...rest });
  const faults: string[] = [];
  await context.exposeBinding('reportViolation', (_source, said: string) => void faults.push(`policy: ${said}`));
  await context.addInitScript((kept) => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const report = (globalThis as { reportViolation?: (said: string) => void }).reportViolation;
      report?.(`${violatedDirective} ${blockedURI} ${sourceFile}`);
    });
    if (location.origin !== 'null' && localStorage.getItem('portal language') === null) {
      for (const [name, value] of Object.entries(kept)) localStorage.setItem(`portal ${name}`, value);
    }
  }, settings);
  context.on('weberror', (error) => void faults.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    // Without a line the browser itself writes of every request; that is what the test asked for.
    if (message.type() === 'error' && !message.text().includes('net::ERR_INTERNET_DISCONNECTED')) {
      faults.push(`console: ${message.text()}`);
    }
  });
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !hosts.includes(origin)) faults.push(`request: ${request.url()}`);
  });
  return { context, page: await context.newPage(), faults, close: () => context.close() };
}
