import { css } from 'lit';
import { drawMeter } from '@liaise/core/draw';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { toNode } from '../base/shape-node.ts';

const paint = {
  line: 'var(--_muted)',
  accent: 'var(--_focus)',
  good: 'var(--_good)',
  warn: 'var(--_warn)',
  bad: 'var(--_bad)',
  text: 'var(--_text)',
};

/** The bar towards a goal's target. The words beside it say the same. */
export function meter(value: KpiValue, target: number): SVGElement {
  const { value: actual, direction, thresholds, pace, complete } = value;
  const node = toNode(
    drawMeter(
      { value: actual, direction, target, ...(complete ? {} : { pace }), ...(thresholds && { thresholds }) },
      { width: 112, height: 12, paint },
    ),
  );
  node.setAttribute('preserveAspectRatio', 'none');
  return node;
}

/** What only the bars need. */
export const meterStyles = css`
  [part='meter'] {
    display: block;
    block-size: 12px;
    max-inline-size: 16em;
  }
  [part='meter'] svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  [part='meter']:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    [part='meter'] {
      --_text: CanvasText;
      --_muted: CanvasText;
      --_focus: CanvasText;
      --_good: Highlight;
      --_warn: Highlight;
      --_bad: Highlight;
    }
  }
`;
