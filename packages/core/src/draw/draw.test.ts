import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiValue } from '../records/kpi-value.ts';
import {
  badgeText,
  drawBadge,
  drawMeter,
  drawScoreTrend,
  drawSparkline,
  pagePaint,
  type Paint,
  palettes,
  type Shape,
  statusGlyph,
  toSvg,
  trendGlyph,
} from './index.ts';
import { shape } from './shape.ts';
import { cut, widthOf } from './text.ts';

const kpi: KpiValue = {
  kpi: 'retention-rate',
  subject: 'tenant',
  period: '2026-11',
  value: 0.8241,
  unit: 'share',
  direction: 'higher',
  n: 40,
  interval: [0.7, 0.9],
  previous: 0.803,
  target: 0.85,
  attainment: 0.97,
  thresholds: { good: 0.85, warn: 0.765 },
  series: [0.7, 0.75, null, 0.72, 0.8241].map((value, index) => ({ period: `2026-0${index + 1}`, value })),
  asOf: '2026-11-21T12:00:00Z',
  complete: false,
  formula: '',
  sources: [],
};

function* walk(drawing: Shape): Generator<Shape> {
  yield drawing;
  for (const child of drawing.children) if (typeof child !== 'string') yield* walk(child);
}
const all = (drawing: Shape, tag: Shape['tag']) => [...walk(drawing)].filter((each) => each.tag === tag);

describe('toSvg', () => {
  it('escapes texts and attributes', () => {
    const drawing = shape('svg', { id: `"'<&>` }, [shape('text', {}, ['</text><script>&"\u0000\ud800'])]);
    expect(toSvg(drawing)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" id="&quot;&#39;&lt;&amp;&gt;"><text>&lt;/text&gt;&lt;script&gt;&amp;&quot;\ufffd\ufffd</text></svg>',
    );
    expect(toSvg(shape('svg', {}, ['客户 😀\n']))).toContain('客户 😀\n');
  });
  it('refuses what runs', () => {
    const script = JSON.parse('{"tag":"script","attributes":{},"children":[]}') as Shape;
    expect(() => toSvg(script)).toThrow(/<script>/);
    expect(() => toSvg(shape('rect', { onclick: 'x' }))).toThrow(/onclick/);
    expect(() => toSvg(shape('rect', { 'a b': 'x' }))).toThrow(/a b/);
  });
  it('lets no text out of its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const svg = toSvg(drawBadge({ ...kpi, series: [] }, { locale: 'en', name }));
        const tags = [...svg.matchAll(/<([a-z]+)/g)].map((match) => match[1]);
        expect(tags.every((tag) => ['svg', 'g', 'path', 'rect', 'text', 'line', 'title'].includes(String(tag)))).toBe(
          true,
        );
        expect(svg).not.toMatch(/[\u0000-\u0008\ufffe\uffff]/);
        expect(svg).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

describe('drawSparkline', () => {
  const path = (...values: (number | null)[]) => {
    const drawing = drawSparkline(
      values.map((value) => ({ value })),
      { width: 106, height: 26 },
    );
    return { d: all(drawing, 'path')[0]?.attributes['d'], dots: all(drawing, 'circle').length };
  };
  it('goes from the lowest to the highest, with a dot at the end', () => {
    expect(path(1, 3, 2)).toEqual({ d: 'M3 23L53 3L103 13', dots: 1 });
  });
  it('leaves a gap where a value is missing, and a dot where one stands alone', () => {
    expect(path(1, null, 3, 2)).toEqual({ d: 'M3 23M69.67 3L103 13', dots: 2 });
    expect(path(1, 2, null).dots).toBe(0);
  });
  it('lies in the middle when nothing moves, and is empty without values', () => {
    expect(path(5, 5).d).toBe('M3 13L103 13');
    expect(path(5).d).toBe('M3 13');
    expect(path(null, null)).toEqual({ d: undefined, dots: 0 });
    expect(path()).toEqual({ d: undefined, dots: 0 });
  });
  it('is hidden unless it has a text alternative', () => {
    expect(drawSparkline([], { width: 9, height: 9 }).attributes['aria-hidden']).toBe('true');
    const named = drawSparkline([], { width: 9, height: 9, label: 'Last 8 months' });
    expect(named.attributes['role']).toBe('img');
    expect(all(named, 'title')[0]?.children).toEqual(['Last 8 months']);
  });
  it('stays within its box', () => {
    const number = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 20 }), (values) => {
        const numbers = String(path(...values).d ?? '').match(/-?[\d.]+/g) ?? [];
        expect(numbers.every((each, index) => Number(each) >= 3 && Number(each) <= (index % 2 ? 23 : 103))).toBe(true);
      }),
    );
  });
});

describe('drawScoreTrend', () => {
  const point = (score: number | null, ...interval: number[]) => {
    const [low, high] = interval;
    return { score, interval: low === undefined || high === undefined ? null : ([low, high] as const) };
  };
  const paths = (drawing: Shape) =>
    drawing.children.flatMap((one) =>
      typeof one === 'string' || one.tag !== 'path' ? [] : [String(one.attributes['d'])],
    );

  it('draws figures with their intervals, a gap where one is withheld, and the zero that lies between', () => {
    const points = [point(0.5, 0, 1), point(null), point(-0.5, -1, 0)];
    expect(paths(drawScoreTrend(points, { width: 312, height: 112 }))).toEqual([
      'M0 56H312',
      'M56 31M256 81',
      'M56 56V6',
      'M56 31h.01',
      'M256 106V56',
      'M256 81h.01',
    ]);
  });

  it('is empty without figures, and hidden unless it has a text alternative', () => {
    expect(drawScoreTrend([point(null)], { width: 10, height: 10 }).children).toEqual([]);
    expect(drawScoreTrend([point(1)], { width: 10, height: 10 }).attributes['aria-hidden']).toBe('true');
    expect(drawScoreTrend([point(1)], { width: 10, height: 10, label: 'NPS' }).attributes['role']).toBe('img');
  });
});

describe('drawMeter', () => {
  const size = { width: 102, height: 12 };
  const bar = (value: number | null, more: object = {}) => {
    const drawing = drawMeter({ value, direction: 'higher', target: 100, ...more }, size);
    return {
      bar: all(drawing, 'rect')[1]?.attributes,
      lines: all(drawing, 'line').map(({ attributes }) => attributes['x1']),
    };
  };
  it('draws the value from zero, with strokes at target and pace', () => {
    expect(bar(50)).toMatchObject({ bar: { x: 1, width: 50, fill: pagePaint.accent }, lines: [101] });
    expect(bar(50, { pace: 60 }).lines).toEqual([61, 101]);
    expect(bar(200).lines).toEqual([51]);
  });
  it('draws what is negative to the left of zero', () => {
    expect(bar(-100)).toMatchObject({ bar: { x: 1, width: 50 }, lines: [101] });
  });
  it('has no bar without a value and survives when all is zero', () => {
    expect(bar(null).bar).toBeUndefined();
    expect(bar(0, { target: 0 })).toMatchObject({ bar: { width: 0 }, lines: [1] });
  });
  it('takes the colour of its status', () => {
    const thresholds = { good: 100, warn: 80 };
    expect([100, 85, 10].map((value) => bar(value, { thresholds }).bar?.['fill'])).toEqual([
      pagePaint.good,
      pagePaint.warn,
      pagePaint.bad,
    ]);
  });
});

describe('drawBadge', () => {
  it('says in its text all that it shows', () => {
    expect(badgeText(kpi, { locale: 'en', name: 'Retention rate' })).toBe(
      'Retention rate: 82.4%, November 2026 (not over yet), Target 85%, close to target, against the period before +2.1 pp, 95 % interval 70% – 90%, n = 40, as of Nov 21, 2026, 12:00 PM UTC',
    );
    expect(badgeText(kpi, { locale: 'zh-CN', name: '客户保留率' })).toContain(
      '客户保留率: 82.4%，2026年11月 (尚未结束)，目标 85%，接近目标',
    );
  });
  it('carries the text alternative as its title and no script, style, link or font', () => {
    const svg = toSvg(drawBadge(kpi, { locale: 'en', name: 'Retention rate' }));
    expect(svg).toMatch(/^<svg [^>]*role="img"><title>Retention rate: 82\.4%/);
    expect(svg).not.toMatch(/<script|<style|href|url\(|@import|<image|foreignObject/);
    expect(svg).toContain('>82.4%</text>');
    expect(svg).toContain('>+2.1 pp</text>');
  });
  it('shows a missing value as a dash with its reason', () => {
    const { previous: _previous, ...rest } = kpi;
    const svg = toSvg(drawBadge({ ...rest, value: null, reason: 'below-minimum', n: 3 }, { locale: 'en' }));
    expect(svg).toContain('>–</text>');
    expect(svg).toContain('>Too few to show</text>');
  });
  it('cuts a long name and keeps it whole in the title', () => {
    const name = 'A very long name of a key performance indicator that goes on';
    const svg = toSvg(drawBadge(kpi, { locale: 'en', name }));
    expect(svg).toContain(`<title>${name}`);
    expect(svg).toMatch(/>A very long name[^<]*…<\/text>/);
  });
  it('uses plain colours of its theme, so that a picture needs no page', () => {
    expect(toSvg(drawBadge(kpi, { locale: 'en', theme: 'dark' }))).toContain(palettes.dark.surface);
    expect(toSvg(drawBadge(kpi, { locale: 'en' }))).not.toContain('var(');
    expect(toSvg(drawBadge(kpi, { locale: 'en', paint: pagePaint }))).toContain('var(--liaise-surface');
  });
});

describe('glyphs', () => {
  const paths = (drawing: Shape) => all(drawing, 'path').map(({ attributes }) => attributes['d']);
  it('differ in shape, not in colour alone', () => {
    const arrows = (['up', 'down', 'flat'] as const).map((way) =>
      paths(trendGlyph({ way, better: null }, pagePaint)).join(),
    );
    const signs = (['good', 'warn', 'bad'] as const).map((status) => paths(statusGlyph(status, pagePaint)).join());
    expect(new Set(arrows).size).toBe(3);
    expect(new Set(signs).size).toBe(3);
    expect(paths(statusGlyph('none', pagePaint))).toEqual([]);
  });
});

describe('palettes', () => {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  it.each(Object.entries(palettes))('%s is legible', (_theme, paint: Paint) => {
    for (const name of ['text', 'muted', 'good', 'warn', 'bad'] as const)
      expect(contrast(paint[name], paint.surface), name).toBeGreaterThanOrEqual(4.5);
    for (const name of ['line', 'accent'] as const)
      expect(contrast(paint[name], paint.surface), name).toBeGreaterThanOrEqual(3);
  });
});

describe('text widths', () => {
  it('counts a Chinese character as a whole em and cuts to the width', () => {
    expect(widthOf('客户')).toBe(2);
    expect(cut('客户保留率', 5)).toBe('客户保留率');
    expect(cut('客户保留率', 4)).toBe('客户保…');
  });
  it('never exceeds the width by more than the ellipsis', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 30 }),
        (text, width) => widthOf(cut(text, width)) <= Math.max(width, 1),
      ),
    );
  });
});
