export { badgeText, type BadgeOptions, drawBadge } from './badge.ts';
export { statusGlyph, trendGlyph } from './glyph.ts';
export { drawMeter, type MeterOptions, type MeterValue } from './meter.ts';
export { pagePaint, type Paint } from './paint.ts';
export { palettes } from './palette.ts';
export { drawScoreTrend, type ScoreTrendOptions, type TrendPoint } from './score-trend.ts';
export { type Shape, shapeTags, type ShapeTag } from './shape.ts';
export { drawSparkline, type SparklineOptions } from './sparkline.ts';
export { toSvg } from './to-svg.ts';
