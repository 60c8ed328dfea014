import type { CsatQuestion } from '@liaise/core/survey/types';
import { css, drawScale, html, scale, svg, type SVGTemplateResult, type TemplateResult } from '../kit.ts';
import type { Drawing, QuestionKind } from './kind.ts';

const star = 'm12 3 2.8 5.8 6.2.9-4.5 4.4 1 6.3-5.5-3-5.5 3 1-6.3L3 9.7l6.2-.9Z';
const thumb = 'M7 11v9H4v-9Zm0 0 4-8c1.5 0 2.5 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.2 7A2 2 0 0 1 17.8 20H7';

/** A mouth that goes from down to up. */
function face(share: number): SVGTemplateResult {
  const bend = (share - 0.5) * 6;
  return svg`<circle cx="12" cy="12" r="9" /><path d="M9 9v.5M15 9v.5M8 ${15 - bend / 2}Q12 ${15 + bend} 16 ${15 - bend / 2}" />`;
}

function picture(look: CsatQuestion['look'], share: number): SVGTemplateResult {
  if (look === 'faces') return face(share);
  if (look === 'stars') return svg`<path d=${star} />`;
  return svg`<path d=${thumb} transform=${share < 0.5 ? 'rotate(180 12 12)' : 'rotate(0)'} />`;
}

/** Stars, faces and thumbs, each with its number for those who do not see it. */
function draw(drawing: Drawing<CsatQuestion>): TemplateResult {
  const { question, words } = drawing;
  return drawScale(
    drawing,
    (point, high, share) =>
      html`<svg class=${question.look ?? ''} viewBox="0 0 24 24" aria-hidden="true">
          ${picture(question.look, share)}</svg
        ><span class="unseen">${words.point(point, high)}</span>`,
  );
}

export const kind: QuestionKind<CsatQuestion> = {
  draw,
  faults: scale.faults,
  styles: css`
    .points svg {
      inline-size: 24px;
      block-size: 24px;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .points label:is(.below, :has(:checked)) svg.stars {
      fill: currentColor;
    }
    .points label.below:has(svg.stars) {
      border-color: var(--_accent);
      color: var(--_accent);
    }
  `,
};
