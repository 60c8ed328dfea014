import type { Status, Trend } from '../kpi/trend.ts';
import type { Paint } from './paint.ts';
import { type Shape, shape } from './shape.ts';

const arrows = {
  up: 'M6 1 11 7H8V11H4V7H1Z',
  down: 'M6 11 1 5H4V1H8V5H11Z',
  flat: 'M1 4H11V8H1Z',
  unknown: '',
} as const;

/** An arrow for where a value moved, 12 by 12 pixels: its way is its shape, whether that is better its colour. */
export function trendGlyph({ way, better }: Pick<Trend, 'way' | 'better'>, paint: Paint): Shape {
  const fill = better === null ? paint.muted : better ? paint.good : paint.bad;
  return shape('path', { d: arrows[way], fill });
}

const signs = {
  good: 'M5 8.5 7.2 10.7 11 6',
  warn: 'M8 4.5V9M8 11V12',
  bad: 'M5.5 5.5 10.5 10.5M10.5 5.5 5.5 10.5',
} as const;
const frames = {
  good: 'M8 1A7 7 0 1 1 8 15A7 7 0 1 1 8 1Z',
  warn: 'M8 1 15 14.5H1Z',
  bad: 'M5 1H11L15 5V11L11 15H5L1 11V5Z',
} as const;

/** Where a value stands, 16 by 16 pixels: a tick in a circle, a mark in a triangle, a cross in an octagon; nothing for `none`. */
export function statusGlyph(status: Status, paint: Paint): Shape {
  if (status === 'none') return shape('g');
  const line = { fill: 'none', stroke: paint[status], 'stroke-width': 1.5, 'stroke-linecap': 'round' };
  return shape('g', {}, [
    shape('path', { d: frames[status], ...line, 'stroke-linejoin': 'round' }),
    shape('path', { d: signs[status], ...line }),
  ]);
}
