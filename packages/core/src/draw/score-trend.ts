import { type Paint, pagePaint } from './paint.ts';
import { picture, px, type Shape, shape } from './shape.ts';

/** A score in one stretch of time; null where it is withheld. */
export interface TrendPoint {
  readonly score: number | null;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface ScoreTrendOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Text alternative; without it the drawing is hidden from assistive technology. */
  readonly label?: string;
  readonly paint?: Pick<Paint, 'accent' | 'muted' | 'line'>;
}

/**
 * A score over time, oldest first, with its intervals: a dot for each figure, a bar from the low to the high end of its interval,
 * and a line between figures that follow one another. A figure that is withheld is a gap. The least and the greatest end of all
 * intervals are the bottom and the top; where 0 lies between them, a thin line marks it.
 */
export function drawScoreTrend(
  points: readonly TrendPoint[],
  { width, height, label, paint = pagePaint }: ScoreTrendOptions,
): Shape {
  const ends = points.flatMap(({ score, interval }) => (score === null ? [] : [score, ...(interval ?? [])]));
  if (ends.length === 0) return picture(width, height, label, []);
  const low = Math.min(...ends);
  const span = Math.max(...ends) - low;
  const inset = 6;
  const step = (width - 2 * inset) / points.length;
  const x = (at: number) => px(inset + (at + 0.5) * step);
  const y = (value: number) => px(height - inset - (span > 0 ? (value - low) / span : 0.5) * (height - 2 * inset));
  const zero = low < 0 && low + span > 0;
  const level = shape('path', { d: `M0 ${y(0)}H${width}`, stroke: paint.line, 'stroke-width': 1, fill: 'none' });
  const dot = { stroke: paint.accent, 'stroke-width': 8, 'stroke-linecap': 'round', fill: 'none' };
  let path = '';
  const marks = points.flatMap(({ score, interval }, at): Shape[] => {
    if (score === null) return [];
    path += `${(points[at - 1]?.score ?? null) === null ? 'M' : 'L'}${x(at)} ${y(score)}`;
    const bar = interval && { d: `M${x(at)} ${y(interval[0])}V${y(interval[1])}`, stroke: paint.muted, fill: 'none' };
    return [
      ...(bar ? [shape('path', { ...bar, 'stroke-width': 2, 'stroke-linecap': 'round' })] : []),
      // A stroke without length: it stays round where a page stretches the drawing.
      shape('path', { ...dot, d: `M${x(at)} ${y(score)}h.01` }),
    ];
  });
  const line = { d: path, fill: 'none', stroke: paint.accent, 'stroke-width': 1.5, 'stroke-linejoin': 'round' };
  return picture(width, height, label, [...(zero ? [level] : []), shape('path', line), ...marks]);
}
