import { type Paint, pagePaint } from './paint.ts';
import { picture, px, type Shape, shape } from './shape.ts';

export interface SparklineOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Text alternative; without it the drawing is hidden from assistive technology. */
  readonly label?: string;
  readonly paint?: Pick<Paint, 'accent'>;
}

/**
 * A line through the values of a series, oldest first, scaled to its own least and greatest value; a missing value is a gap, a lone one a
 * dot. The last value, when there is one, has a dot. Equal values lie in the middle.
 */
export function drawSparkline(
  series: readonly { readonly value: number | null }[],
  { width, height, label, paint = pagePaint }: SparklineOptions,
): Shape {
  const values = series.map(({ value }) => value);
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const inset = 3;
  const x = (index: number) => px(inset + (index * (width - 2 * inset)) / Math.max(1, values.length - 1));
  const y = (value: number) => px(height - inset - (span > 0 ? (value - low) / span : 0.5) * (height - 2 * inset));
  let path = '';
  const dots: Shape[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const before = (values[index - 1] ?? null) !== null;
    const after = (values[index + 1] ?? null) !== null;
    path += `${before ? 'L' : 'M'}${x(index)} ${y(value)}`;
    if (index === values.length - 1 || !(before || after))
      dots.push(shape('circle', { cx: x(index), cy: y(value), r: 2, fill: paint.accent }));
  });
  const line = { d: path, fill: 'none', stroke: paint.accent, 'stroke-width': 1.5, 'stroke-linejoin': 'round' };
  return picture(width, height, label, known.length > 0 ? [shape('path', line), ...dots] : []);
}
