import { inScript } from '@liaise/sdk/outbox/sha256';
import { adopt } from '../base/adopt.ts';
import { handOverStyles } from './hand-over.styles.ts';
import { handOverWords, type HandOverWords } from './hand-over.words.ts';

/** How a device is handed over. */
export interface HandOverOptions {
  /** What brings the page back: 4 to 12 digits or letters. Left out, the device stays as it was handed over before the page was loaded again. */
  pin?: string;
}

const mark = 'liaise-handed-over';
const rounds = 3000;

interface Kept {
  salt: string;
  hash: string;
}

/** Salted and stretched. Whoever reads the storage of the page can still try all PINs: it keeps a finger out, not a thief. */
function hashOf(pin: string, salt: string): string {
  let bytes = new TextEncoder().encode(`${salt} ${pin}`);
  for (let round = 0; round < rounds; round += 1) bytes = new Uint8Array(inScript(bytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

function keptBefore(): Kept | undefined {
  try {
    const kept = JSON.parse(storage()?.getItem(mark) ?? 'null') as Partial<Kept> | null;
    return typeof kept?.salt === 'string' && typeof kept.hash === 'string' ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this tab was handed over and not given back: then call `handOver(survey)` again after the page was loaded. */
export const isHandedOver = (): boolean => keptBefore() !== undefined;

/**
 * Hands the device over: shows nothing but the survey, in front of everything on the page and as large as the screen, until the PIN is
 * entered. It needs no line. Call it when a person asked for it, so that the browser allows the full screen.
 *
 * A page cannot hold a person inside the browser: they can leave the full screen, close the tab or switch to another program. A device
 * that strangers hold alone belongs in its system's kiosk mode as well (guided access on iPadOS, screen pinning on Android).
 *
 * @returns once the device was given back, and the survey is where it was
 * @throws TypeError for a PIN that is too short or too long, or without one where the tab was not handed over
 */
export async function handOver(survey: HTMLElement, { pin }: HandOverOptions = {}): Promise<void> {
  if (pin !== undefined && !/^[\p{L}\p{N}]{4,12}$/u.test(pin))
    throw new TypeError('Give a PIN of 4 to 12 digits or letters.');
  const kept = pin === undefined ? keptBefore() : lockWith(pin);
  if (!kept) throw new TypeError('Give a PIN: this tab was not handed over.');
  const screen = new Screen(
    survey,
    kept,
    handOverWords(survey.closest('[lang]')?.getAttribute('lang') ?? navigator.language),
  );
  await screen.unlocked;
  storage()?.removeItem(mark);
}

function lockWith(pin: string): Kept {
  const salt = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join('');
  const kept = { salt, hash: hashOf(pin, salt) };
  try {
    storage()?.setItem(mark, JSON.stringify(kept));
  } catch {
    // Storage is full: it holds until the page is loaded again.
  }
  return kept;
}

/** What lies over the page while the device is in other hands. */
class Screen {
  readonly unlocked: Promise<void>;
  readonly #survey: HTMLElement;
  readonly #kept: Kept;
  readonly #words: HandOverWords;
  readonly #host = document.createElement('div');
  readonly #dialog = document.createElement('dialog');
  readonly #said = document.createElement('p');
  readonly #field = document.createElement('input');
  readonly #form = document.createElement('form');
  #isLocked = true;
  #wrong = 0;
  #release: () => void = () => undefined;

  constructor(survey: HTMLElement, kept: Kept, words: HandOverWords) {
    this.#survey = survey;
    this.#kept = kept;
    this.#words = words;
    this.unlocked = new Promise((resolve) => (this.#release = resolve));
    this.#build();
  }

  #build(): void {
    const root = this.#host.attachShadow({ mode: 'open' });
    adopt(root, handOverStyles);
    const dialog = this.#dialog;
    dialog.setAttribute('aria-label', this.#words.label);
    dialog.setAttribute('closedby', 'none');
    const back = this.#button(this.#words.back, () => this.#ask(true));
    back.className = 'back';
    this.#form.hidden = true;
    this.#buildForm();
    dialog.append(document.createElement('slot'), back, this.#form);
    root.append(dialog);
    this.#survey.before(this.#host);
    this.#host.append(this.#survey);
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') event.preventDefault();
    });
    // A browser may close it all the same, at a second Escape: then it opens again.
    dialog.addEventListener('close', () => {
      if (this.#isLocked && this.#host.isConnected) dialog.showModal();
    });
    globalThis.addEventListener('beforeunload', this.#stay);
    dialog.showModal();
    // A phone may have no full screen for pages.
    if (document.fullscreenEnabled) void document.documentElement.requestFullscreen().catch(() => undefined);
  }

  #buildForm(): void {
    const label = document.createElement('label');
    const field = this.#field;
    field.type = 'password';
    field.autocomplete = 'off';
    field.inputMode = 'text';
    label.append(this.#words.pin, field);
    this.#said.setAttribute('role', 'status');
    const enter = this.#button(this.#words.enter, () => undefined);
    enter.type = 'submit';
    const cancel = this.#button(this.#words.cancel, () => this.#ask(false));
    this.#form.append(label, enter, cancel, this.#said);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#try();
    });
  }

  #button(text: string, click: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', click);
    return button;
  }

  readonly #stay = (event: Event): void => event.preventDefault();

  #ask(open: boolean): void {
    this.#form.hidden = !open;
    this.#said.textContent = this.#field.value = '';
    if (open) this.#field.focus();
  }

  /** A wrong PIN makes the next wait: a second, then two, four, up to a minute. */
  #try(): void {
    if (this.#field.disabled) return;
    if (hashOf(this.#field.value, this.#kept.salt) === this.#kept.hash) {
      this.#giveBack();
      return;
    }
    this.#field.value = '';
    this.#said.textContent = this.#words.wrong;
    this.#field.disabled = true;
    const wait = Math.min(60_000, 1000 * 2 ** this.#wrong);
    this.#wrong += 1;
    setTimeout(() => {
      this.#field.disabled = false;
      if (!this.#form.hidden) this.#field.focus();
    }, wait);
  }

  #giveBack(): void {
    this.#isLocked = false;
    globalThis.removeEventListener('beforeunload', this.#stay);
    this.#dialog.close();
    this.#host.replaceWith(this.#survey);
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    this.#release();
  }
}
