/** The SVG elements a drawing is made of: nothing that runs, loads or links. */
export const shapeTags = ['svg', 'g', 'path', 'rect', 'text', 'line', 'circle', 'title', 'desc'] as const;
export type ShapeTag = (typeof shapeTags)[number];

/** A drawing as data. Elements turn it into nodes, the gateway into text (`toSvg`). Texts are unescaped. */
export interface Shape {
  readonly tag: ShapeTag;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

/** Makes a shape. */
export const shape = (
  tag: ShapeTag,
  attributes: Shape['attributes'] = {},
  children: Shape['children'] = [],
): Shape => ({ tag, attributes, children });

/** The root of a drawing of that size, in pixels; with a label it is an image with that text alternative, without one it is hidden. */
export const picture = (width: number, height: number, label: string | undefined, children: Shape['children']): Shape =>
  shape(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      ...(label === undefined ? { 'aria-hidden': 'true' } : { role: 'img' }),
    },
    label === undefined ? children : [shape('title', {}, [label]), ...children],
  );

/** A coordinate, to a hundredth of a pixel. */
export const px = (value: number): number => Math.round(value * 100) / 100;
