import { css } from '@lit/reactive-element';
import { formatKpi } from '@liaise/core/kpi';
import { drawMeter, drawSparkline, type Paint } from '@liaise/core/draw';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { adopt } from '../base/adopt.ts';
import { toNode } from '../base/shape-node.ts';

/** Colours by the names the element's styles use. */
const paint: Pick<Paint, 'line' | 'accent' | 'good' | 'warn' | 'bad' | 'text'> = {
  line: 'var(--_muted)',
  accent: 'var(--_focus)',
  good: 'var(--_good)',
  warn: 'var(--_warn)',
  bad: 'var(--_bad)',
  text: 'var(--_text)',
};

/** Adds to a badge what a tile or a meter shows beside the figure. The drawing is hidden from assistive technology: the words say the same. */
export function chart(
  root: ParentNode,
  data: KpiValue | undefined,
  variant: 'tile' | 'meter',
  language: string,
  target: (value: string) => string,
): void {
  if (root instanceof ShadowRoot) adopt(root, chartStyles);
  const base = root.querySelector('button');
  if (!base) return;
  const value = data && formatKpi({ ...data, value: data.target }, language);
  partOf(base, 'target').textContent = target(value ?? '–');
  partOf(base, 'chart').replaceChildren(...(data ? [draw(data, variant)] : []));
}

function partOf(base: Element, name: string): Element {
  const there = base.querySelector(`[part="${name}"]`);
  if (there) return there;
  const made = document.createElement('span');
  made.setAttribute('part', name);
  made.setAttribute('aria-hidden', String(name === 'chart'));
  base.append(made);
  return made;
}

function draw(data: KpiValue, variant: 'tile' | 'meter'): Node {
  const drawing =
    variant === 'meter'
      ? drawMeter(data, { width: 200, height: 12, paint })
      : drawSparkline(data.series ?? [], { width: 200, height: 32, paint });
  const node = toNode(drawing);
  node.setAttribute('preserveAspectRatio', 'none');
  return node;
}

/** What only tiles and meters need. */
const chartStyles = css`
  :host([variant]) {
    display: block;
    min-inline-size: 9em;
  }
  .tile,
  .meter {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_unit) * 2);
    inline-size: 100%;
    padding: calc(var(--_unit) * 3);
  }
  .tile > *,
  .meter [part='chart'] {
    flex: 1 1 100%;
  }
  .tile [part='value'] {
    flex: 1 1 auto;
  }
  .tile [part='trend'] {
    flex: 0 1 auto;
  }
  .tile [part='value'] {
    font-size: 1.6em;
    line-height: 1.3;
  }
  .tile [part='value']::after {
    font-size: 0.65em;
  }
  .meter > * {
    order: 2;
  }
  .meter [part='label'],
  .meter [part='target'] {
    flex: 1 1 auto;
  }
  .meter [part='label'],
  .meter [part='value'] {
    order: 0;
  }
  .meter [part='chart'] {
    order: 1;
  }
  .meter [part='trend'] {
    order: 3;
  }
  .meter [part='chart'] {
    block-size: 12px;
    margin-block: var(--_unit);
  }
  .tile [part='chart'] {
    block-size: 32px;
    margin-block-start: calc(var(--_unit) * 2);
  }
  [part='target'] {
    color: var(--_muted);
  }
  [part='chart'] svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  [part='chart']:dir(rtl) svg {
    scale: -1 1;
  }
  [part='chart'] path {
    vector-effect: non-scaling-stroke;
  }
  @media (forced-colors: active) {
    [part='chart'] {
      --_text: CanvasText;
      --_muted: CanvasText;
      --_focus: CanvasText;
      --_good: Highlight;
      --_warn: Highlight;
      --_bad: Highlight;
    }
  }
`;
