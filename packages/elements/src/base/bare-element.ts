import { ReactiveElement, type CSSResultGroup } from '@lit/reactive-element';
import type { Catalog } from './catalog.ts';
import { followLanguage, languageOf, speakers, type Speaker } from './language.ts';
import type { ElementState } from './state.ts';
import { baseStyles } from './theme.styles.ts';

/**
 * What every visible element stands on: a state the page can read and style by, the nearest language, words in it, and a
 * shadow tree that no style sheet of the page can bend. It draws its tree itself; `LeanElement` draws with templates.
 *
 * An element has one root with `part="base"`, and says its words (`catalog`) and its state (`currentState`).
 */
export abstract class BareElement<M extends object> extends ReactiveElement implements Speaker {
  static override styles: CSSResultGroup = baseStyles;

  protected readonly internals: ElementInternals = this.attachInternals();
  #state: ElementState | undefined;
  #language = 'en';

  /** Where the element stands with what it shows; a custom state of the same name is set too. Read only. */
  get state(): ElementState {
    return this.#state ?? 'loading';
  }

  /** The language of the element's place, as a BCP 47 tag. */
  protected get language(): string {
    return this.#language;
  }

  /** The element's words in that language. */
  protected get words(): M {
    return this.catalog.words(this.#language);
  }

  protected abstract get catalog(): Catalog<M>;

  /** The state to be in, asked at every update after the controllers had their turn. */
  protected abstract currentState(): ElementState;

  override connectedCallback(): void {
    this.#language = languageOf(this);
    super.connectedCallback();
    followLanguage(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    speakers.delete(this);
  }

  languageMayHaveChanged(): void {
    const language = languageOf(this);
    if (language === this.#language) return;
    this.#language = language;
    this.requestUpdate();
  }

  /**
   * What has to be here before anything is drawn: words of another language, so that nothing is shown in one language and then in
   * another.
   */
  protected prepare(): Promise<unknown> | undefined {
    return this.catalog.load(this.#language);
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const ready = this.prepare();
    return ready ? ready.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    this.#enter(this.currentState());
    super.update(changed);
  }

  #enter(state: ElementState): void {
    if (state === this.#state) return;
    const { states } = this.internals;
    if (this.#state) states.clear();
    this.#state = state;
    try {
      states.add(state);
    } catch {
      // Chrome and Edge before 125 take dashed names only: `:--ready`.
      states.add(`--${state}`);
    }
  }
}
