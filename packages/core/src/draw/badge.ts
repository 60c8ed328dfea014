import { formatChange, formatKpi } from '../kpi/format.ts';
import { periodLabel } from '../kpi/period-label.ts';
import { statusOf, trend } from '../kpi/trend.ts';
import type { KpiValue } from '../records/kpi-value.ts';
import { statusGlyph, trendGlyph } from './glyph.ts';
import { drawMeter } from './meter.ts';
import { type Paint } from './paint.ts';
import { palettes } from './palette.ts';
import { picture, px, type Shape, shape } from './shape.ts';
import { drawSparkline } from './sparkline.ts';
import { cut, widthOf } from './text.ts';
import { wordsIn } from './words.ts';

export interface BadgeOptions {
  /** BCP 47 tag; words are English or Chinese, numbers of that locale. */
  readonly locale: string;
  /** What the KPI is called, in that language; its id when not given. */
  readonly name?: string;
  readonly theme?: 'light' | 'dark';
  /** Colours instead of a theme's. */
  readonly paint?: Paint;
}

const WIDTH = 280;
const HEIGHT = 104;
const EDGE = 12;
const SPARK = 88;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

const moments = new Map<string, Intl.DateTimeFormat>();
function momentIn(locale: string, instant: string): string {
  let format = moments.get(locale);
  if (!format)
    moments.set(
      locale,
      (format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })),
    );
  return `${format.format(Date.parse(instant))} UTC`;
}

/** All that a badge shows, in one sentence: the text alternative of its picture. */
export function badgeText(kpi: KpiValue, { locale, name = kpi.kpi }: Pick<BadgeOptions, 'locale' | 'name'>): string {
  const words = wordsIn(locale);
  const { way, change } = trend(kpi.value, kpi.previous, kpi.direction);
  const parts = [
    `${name}: ${formatKpi(kpi, locale)}`,
    kpi.reason && words.reason[kpi.reason],
    periodLabel(kpi.period, locale) + (kpi.complete ? '' : ` (${words.running})`),
    kpi.target !== undefined && `${words.target} ${formatKpi({ ...kpi, value: kpi.target }, locale)}`,
    typeof kpi.pace === 'number' && `${words.pace} ${formatKpi({ ...kpi, value: kpi.pace }, locale)}`,
    words.status[statusOf(kpi)],
    change !== null && `${words.since} ${way === 'flat' ? words.unchanged : formatChange(change, kpi, locale)}`,
    kpi.interval &&
      `${words.interval} ${kpi.interval.map((value) => formatKpi({ ...kpi, value }, locale)).join(' – ')}`,
    `${words.answers} ${kpi.n}`,
    `${words.asOf} ${momentIn(locale, kpi.asOf)}`,
  ];
  return parts.filter(Boolean).join(words.separator);
}

const at = (x: number, y: number, children: Shape['children']): Shape =>
  shape('g', { transform: `translate(${x} ${y})` }, children);

/**
 * A KPI as a badge, 280 by 104 pixels: name, value, trend with its arrow, sparkline, meter against the target, period and n. The same
 * drawing serves the page and the picture at `/v1/kpis/{kpi}.svg`: no script, no font of its own, a text alternative, and what a
 * colour says is said by a shape too.
 */
export function drawBadge(kpi: KpiValue, options: BadgeOptions): Shape {
  const { locale, name = kpi.kpi } = options;
  const paint = options.paint ?? palettes[options.theme ?? 'light'];
  const words = wordsIn(locale);
  const text = (x: number, y: number, size: number, fill: string, content: string, more: Shape['attributes'] = {}) =>
    shape('text', { x, y, 'font-size': size, fill, ...more }, [content]);
  const value = formatKpi(kpi, locale);
  const size = widthOf(value) * 28 > 150 ? 20 : 28;
  const after = px(EDGE + widthOf(value) * size + 8);
  const spark = (kpi.series ?? []).filter((each) => each.value !== null).length > 1;
  const moved = trend(kpi.value, kpi.previous, kpi.direction, kpi.interval);
  const right = spark ? WIDTH - EDGE - SPARK - 8 : WIDTH - EDGE;
  const foot = [
    periodLabel(kpi.period, locale),
    kpi.target !== undefined && `${words.target} ${formatKpi({ ...kpi, value: kpi.target }, locale)}`,
    `${words.answers} ${kpi.n}`,
  ].filter(Boolean);
  const children: Shape[] = [
    shape('rect', {
      x: 0.5,
      y: 0.5,
      width: WIDTH - 1,
      height: HEIGHT - 1,
      rx: 8,
      fill: paint.surface,
      stroke: paint.line,
    }),
    text(EDGE, 25, 13, paint.muted, cut(name, (WIDTH - 2 * EDGE - 24) / 13)),
    at(WIDTH - EDGE - 16, 12, [statusGlyph(statusOf(kpi), paint)]),
    text(EDGE, 58, size, paint.text, value, { 'font-weight': 600 }),
  ];
  if (kpi.value === null && kpi.reason)
    children.push(text(after, 58, 12, paint.muted, cut(words.reason[kpi.reason], (right - after) / 12)));
  if (moved.way !== 'unknown' && after + 16 < right) {
    const room = (right - after - 16) / 12;
    const change = formatChange(moved.change, kpi, locale);
    const relative = moved.relative === null ? change : formatChange(moved.relative, { unit: 'relative' }, locale);
    const shown = widthOf(change) <= room ? change : relative;
    children.push(at(after, 47, [trendGlyph(moved, paint)]), text(after + 16, 58, 12, paint.muted, cut(shown, room)));
  }
  if (spark)
    children.push(at(WIDTH - EDGE - SPARK, 36, [drawSparkline(kpi.series ?? [], { width: SPARK, height: 28, paint })]));
  if (kpi.target !== undefined)
    children.push(at(EDGE, 68, [drawMeter(kpi, { width: WIDTH - 2 * EDGE, height: 12, paint })]));
  children.push(text(EDGE, 94, 11, paint.muted, cut(foot.join(' · '), (WIDTH - 2 * EDGE) / 11)));
  return picture(WIDTH, HEIGHT, badgeText(kpi, { locale, name }), [
    shape('g', { 'font-family': FONT, 'aria-hidden': 'true' }, children),
  ]);
}
