import { sourceContext } from './context.ts';

/** Something that asked for a source and found no provider. */
export interface Waiting {
  /** A provider has arrived: ask again. */
  ask(): void;
  /** Nobody has answered for a while. */
  giveUp(): void;
}

const patience = 4000;
const all = new Set<Waiting>();
let timer: ReturnType<typeof setTimeout> | undefined;

function askAgain(event: Event): void {
  if ((event as Event & { context?: unknown }).context !== sourceContext) return;
  for (const one of [...all]) one.ask();
}

function giveUp(): void {
  timer = undefined;
  if (all.size > 0) {
    console.warn('Liaise: an element found no data. Put it inside <liaise-connect>, or set its data property.');
  }
  for (const one of all) one.giveUp();
}

/** Keeps one waiting for a provider that is defined or inserted later than itself. */
export function wait(one: Waiting): void {
  if (all.size === 0) document.addEventListener('context-provider', askAgain);
  all.add(one);
  timer ??= setTimeout(giveUp, patience);
}

/** The end of waiting: a provider answered, or the element has left. */
export function stopWaiting(one: Waiting): void {
  if (!all.delete(one) || all.size > 0) return;
  document.removeEventListener('context-provider', askAgain);
  clearTimeout(timer);
  timer = undefined;
}
