/** What runs in the page of the badges measurement. Each function stands alone: it is sent to the page as text. */

export const count = 1000;

export interface Question {
  kpi: string;
  subject: string;
  period: string;
}

/** Resolves when every badge on the page shows a fresh value and the page has been drawn. */
export async function ready(): Promise<void> {
  const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const all = (): (Element & { state?: string })[] => [...document.querySelectorAll('liaise-kpi-badge')];
  while (all().some(({ state }) => state !== 'ready')) await drawn();
  await drawn();
  await drawn();
}

/** Puts so many badges on the page in place of what is there, and waits until all show fresh values. */
export async function putLiaise(subjects: string[]): Promise<void> {
  const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const badges = subjects.map((subject): Element & { state?: string } => {
    const badge = document.createElement('liaise-kpi-badge');
    badge.setAttribute('kpi', 'retention-rate');
    badge.setAttribute('subject', subject);
    badge.setAttribute('period', '2026-Q4');
    return badge;
  });
  document.querySelector('#room')?.replaceChildren(...badges);
  const last = badges.at(-1);
  while (last?.state !== 'ready') await drawn();
  await drawn();
  await drawn();
  if (badges.some(({ state }) => state !== 'ready')) throw new Error('A badge is not ready.');
  document.querySelector('#room')?.replaceChildren();
  await drawn();
}

/**
 * Defines an element as one would write it by hand for this page: the tree of a ready badge, cloned, with the same style
 * sheets; then the texts of its value.
 */
export function defineHandBadge(): void {
  interface Value {
    kpi: string;
    value: number;
    previous: number;
    target: number;
  }
  const model = document.querySelector('liaise-kpi-badge')?.shadowRoot;
  if (!model) throw new Error('There is no badge to take the tree from.');
  const tree = document.createDocumentFragment();
  model.childNodes.forEach((node) => tree.append(node.cloneNode(true)));
  const comments = document.createTreeWalker(tree, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (comments.nextNode()) found.push(comments.currentNode as Comment);
  found.forEach((comment) => {
    comment.remove();
  });
  tree.normalize();
  const sheets = model.adoptedStyleSheets;
  const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
  const points = new Intl.NumberFormat('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

  class HandBadge extends HTMLElement {
    #base: HTMLElement | null = null;

    connectedCallback(): void {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = sheets;
      root.append(tree.cloneNode(true));
      this.#base = root.querySelector('[part=base]');
      this.#base?.addEventListener('click', () => this.dispatchEvent(new Event('open')));
    }

    show({ kpi, value, previous, target }: Value): void {
      const base = this.#base;
      if (!base) return;
      const status = value >= target ? 'good' : value >= target * 0.75 ? 'warn' : 'bad';
      base.className = `badge ready ${status}`;
      base.setAttribute('aria-busy', 'false');
      const text = (part: string, index: number, words: string): void => {
        const node = base.querySelector(`[part=${part}]`)?.childNodes[index];
        if (node) node.textContent = words;
      };
      text('label', 0, kpi);
      text('value', 0, share.format(value));
      text('value', 1, status === 'good' ? '✓' : status === 'warn' ? '!' : '✕');
      text('value', 2, ` ${status} `);
      text('trend', 0, `${points.format((value - previous) * 100)} points`);
    }
  }
  customElements.define('hand-badge', HandBadge);
}

/** The same with hand-written badges: one request, then each is told its value. */
export async function putHand(subjects: string[]): Promise<void> {
  const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  type Hand = Element & { show: (value: unknown) => void };
  const badges = subjects.map((subject): Element => {
    const badge = document.createElement('hand-badge');
    badge.setAttribute('subject', subject);
    return badge;
  });
  document.querySelector('#room')?.replaceChildren(...badges);
  const requests = subjects.map((subject) => {
    const query = new URLSearchParams({ kpi: 'retention-rate', subject, period: '2026-Q4' });
    return { path: `/v1/kpis?${query.toString()}` };
  });
  const init = { method: 'POST', body: JSON.stringify({ requests }) };
  const answer = (await (await fetch('/gateway/v1/batch', init)).json()) as { responses: { body: unknown }[] };
  badges.forEach((badge, index) => {
    (badge as Hand).show(answer.responses[index]?.body);
  });
  await drawn();
  await drawn();
  document.querySelector('#room')?.replaceChildren();
  await drawn();
}
