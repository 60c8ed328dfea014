import { expect } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { controlStyles } from './controls.styles.ts';
import { baseStyles } from './theme.styles.ts';

class Swatch extends LitElement {
  static override styles = [baseStyles, controlStyles];
  protected override render(): unknown {
    return html`<div part="base"><i></i></div>`;
  }
}
customElements.define('liaise-swatch', Swatch);

type Colour = readonly [number, number, number];

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast ratio, WCAG 2.2. */
function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe('the tokens', () => {
  let swatch: Swatch;

  beforeEach(async () => {
    swatch = new Swatch();
    document.body.append(swatch);
    await swatch.updateComplete;
  });
  afterEach(() => swatch.remove());

  /** What a token comes to, as the browser paints it. */
  function colour(token: string): Colour {
    const probe = swatch.shadowRoot?.querySelector('i');
    if (!probe) throw new Error('No probe.');
    probe.style.color = `var(--_${token})`;
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('No canvas.');
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red / 255, green / 255, blue / 255];
  }

  for (const scheme of ['light', 'dark']) {
    describe(`in ${scheme}`, () => {
      beforeEach(() => {
        swatch.style.colorScheme = scheme;
      });

      for (const ground of ['surface', 'raised']) {
        for (const text of ['text', 'muted', 'accent', 'good', 'warn', 'bad']) {
          it(`let ${text} be read on ${ground}`, () => {
            expect(contrast(colour(text), colour(ground))).to.be.at.least(4.5);
          });
        }
        for (const edge of ['edge', 'focus']) {
          it(`let the ${edge} of a control be seen on ${ground}`, () => {
            expect(contrast(colour(edge), colour(ground))).to.be.at.least(3);
          });
        }
      }

      it('let text be read on the accent', () => {
        expect(contrast(colour('on-accent'), colour('accent'))).to.be.at.least(4.5);
      });

      for (const accent of [
        '#ffd400',
        '#e4002b',
        '#00a651',
        '#003366',
        '#ff7a00',
        '#7b2cbf',
        '#ffffff',
        '#000000',
        '#777777',
      ]) {
        it(`let text be read on a page's accent ${accent}`, () => {
          swatch.style.setProperty('--liaise-accent', accent);
          expect(contrast(colour('on-accent'), colour('accent'))).to.be.at.least(4.5);
        });
      }
    });
  }
});
