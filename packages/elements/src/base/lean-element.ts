import { noChange, render, type RootPart } from 'lit';
import { BareElement } from './bare-element.ts';

/** An element that draws with templates, as `LitElement` does. */
export abstract class LeanElement<M extends object> extends BareElement<M> {
  #drawn: RootPart | undefined;

  /** What the shadow tree is to hold. */
  protected render(): unknown {
    return noChange;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#drawn?.setConnected(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawn?.setConnected(false);
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    this.#drawn = render(this.render(), this.renderRoot, { host: this, isConnected: this.isConnected });
  }
}
