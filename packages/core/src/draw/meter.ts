import { statusOf } from '../kpi/trend.ts';
import type { KpiValue } from '../records/kpi-value.ts';
import { type Paint, pagePaint } from './paint.ts';
import { picture, px, type Shape, shape } from './shape.ts';

export type MeterValue = Pick<KpiValue, 'value' | 'direction' | 'target' | 'pace' | 'thresholds'>;

export interface MeterOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Text alternative; without it the drawing is hidden from assistive technology. */
  readonly label?: string;
  readonly paint?: Pick<Paint, 'line' | 'accent' | 'good' | 'warn' | 'bad' | 'text'>;
}

/**
 * A bar from zero to the value on a line that holds zero, value, target and pace; a full stroke across at the target, a half one at the
 * pace. The bar's colour repeats what its end beside the strokes says.
 */
export function drawMeter(kpi: MeterValue, { width, height, label, paint = pagePaint }: MeterOptions): Shape {
  const marks = [0, kpi.value, kpi.target, kpi.pace].filter((mark) => typeof mark === 'number');
  const low = Math.min(...marks);
  const span = Math.max(...marks) - low || 1;
  const x = (value: number) => px(1 + ((value - low) / span) * (width - 2));
  const bar = height / 2;
  const top = height / 4;
  const status = statusOf(kpi);
  const children: Shape[] = [
    shape('rect', { x: 0.5, y: top, width: width - 1, height: bar, rx: bar / 2, fill: 'none', stroke: paint.line }),
  ];
  if (kpi.value !== null) {
    const ends = [x(0), x(kpi.value)] as const;
    const start = Math.min(...ends);
    const fill = status === 'none' ? paint.accent : paint[status];
    children.push(
      shape('rect', { x: start, y: top, width: px(Math.max(...ends) - start), height: bar, rx: bar / 2, fill }),
    );
  }
  const stroke = (at: number, from: number) =>
    shape('line', { x1: x(at), x2: x(at), y1: from, y2: height, stroke: paint.text, 'stroke-width': 2 });
  if (typeof kpi.pace === 'number') children.push(stroke(kpi.pace, height / 2));
  if (kpi.target !== undefined) children.push(stroke(kpi.target, 0));
  return picture(width, height, label, children);
}
