/**
 * The one-script bundle: finds Liaise elements on the page, now and later, and fetches the code of those that are there
 * and of no others.
 */

/** Every element, and how its code is fetched. Each is a file of its own beside this one. */
const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  'liaise-connect': () => import('./connect/connect.define.ts'),
  'liaise-customer-card': () => import('./customer-card/customer-card.define.ts'),
  'liaise-goals': () => import('./goals/goals.define.ts'),
  'liaise-kpi-badge': () => import('./kpi-badge/kpi-badge.define.ts'),
  'liaise-leaderboard': () => import('./leaderboard/leaderboard.define.ts'),
  'liaise-scorecard': () => import('./scorecard/scorecard.define.ts'),
  'liaise-survey': () => import('./survey/survey.define.ts'),
  'liaise-survey-results': () => import('./survey-results/survey-results.define.ts'),
  'liaise-survey-trigger': () => import('./survey-trigger/survey-trigger.define.ts'),
  'liaise-targets': () => import('./targets/targets.define.ts'),
  'liaise-value-pyramid': () => import('./value-pyramid/value-pyramid.define.ts'),
  'liaise-visit-logger': () => import('./visit-logger/visit-logger.define.ts'),
};

const fetched = new Set<string>();
const observed = new WeakSet<Node>();

function meet(element: Element): void {
  const { localName } = element;
  const load = elements[localName];
  if (load && !fetched.has(localName)) {
    fetched.add(localName);
    // What all elements stand on is asked for at the same time, not when the element's own code has said so.
    Promise.all([load(), import('./base/bare-element.ts')]).catch((error: unknown) => {
      fetched.delete(localName);
      console.error(
        `Liaise: the code of <${localName}> could not be fetched. It is tried again with the next one.`,
        error,
      );
    });
  }
  if (element.shadowRoot && !load) look(element.shadowRoot);
}

/** Meets everything in a tree and what comes into it later, and into the open shadow trees within. */
function look(root: Document | ShadowRoot): void {
  if (observed.has(root)) return;
  observed.add(root);
  root.querySelectorAll('*').forEach(meet);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        meet(node);
        node.querySelectorAll('*').forEach(meet);
      }
    }
  }).observe(root, { childList: true, subtree: true });
}

look(document);
// Elements of the page that are defined later may bring shadow trees without any change of the document.
addEventListener('load', () => document.querySelectorAll(':defined').forEach(meet), { once: true });
