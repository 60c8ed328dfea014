import { LitElement, type CSSResultGroup } from 'lit';
import type { BaseMessages } from './base.messages.ts';
import type { Catalog } from './catalog.ts';
import { followLanguage, languageOf, leaveLanguage, type Speaker } from './language.ts';
import { localeOf, type Locale } from './locale.ts';
import type { ElementState } from './state.ts';
import { baseStyles } from './theme.styles.ts';
import { version } from './version.ts';

/**
 * What every visible element stands on: a state the page can read and style by, the nearest language, words in it, and a
 * shadow tree that no style sheet of the page can bend.
 *
 * An element renders one root with `part="base"`, and says its words (`catalog`) and, where it is not always ready, its
 * state (`currentState`).
 */
export abstract class LiaiseElement<M extends BaseMessages = BaseMessages> extends LitElement implements Speaker {
  static readonly version: string = version;
  static override styles: CSSResultGroup = baseStyles;

  protected readonly internals: ElementInternals = this.attachInternals();
  #state: ElementState | undefined;
  #language = 'en';

  /** Where the element stands with what it shows; a custom state of the same name is set too. Read only. */
  get state(): ElementState {
    return this.#state ?? 'loading';
  }

  /** How numbers, money and dates are written here. */
  protected get locale(): Locale {
    return localeOf(this.#language);
  }

  /** The element's words in the language of its place. */
  protected get words(): M {
    return this.catalog.words(this.#language);
  }

  protected abstract get catalog(): Catalog<M>;

  /** The state to be in, asked at every update after the controllers had their turn. */
  protected currentState(): ElementState {
    return 'ready';
  }

  override connectedCallback(): void {
    this.#language = languageOf(this);
    super.connectedCallback();
    followLanguage(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leaveLanguage(this);
  }

  languageMayHaveChanged(): void {
    const language = languageOf(this);
    if (language === this.#language) return;
    this.#language = language;
    this.requestUpdate();
  }

  /** Words of another language are waited for, so that nothing is shown in one language and then in another. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const words = this.catalog.load(this.#language);
    return words ? words.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    this.#enter(this.currentState());
    super.update(changed);
  }

  #enter(state: ElementState): void {
    if (state === this.#state) return;
    const { states } = this.internals;
    if (this.#state) for (const name of [this.#state, `--${this.#state}`]) states.delete(name);
    this.#state = state;
    try {
      states.add(state);
    } catch {
      // Chrome and Edge before 125 take dashed names only: `:--ready`.
      states.add(`--${state}`);
    }
  }
}
