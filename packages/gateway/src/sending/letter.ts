import { element, writeHtml, type Element, type Node } from './html.ts';

/** A row of buttons, each with what it says and where it leads. */
export interface Buttons {
  readonly question?: string;
  readonly ends?: readonly [low: string, high: string];
  readonly items: readonly { readonly label: string; readonly href: string }[];
}

/** What a mail says, before it is written as text and as HTML. Every text is plain text. */
export interface Letter {
  readonly language: string;
  readonly subject: string;
  readonly brand: { readonly name: string; readonly accent: string };
  readonly paragraphs: readonly string[];
  readonly scores?: Buttons;
  readonly action?: { readonly label: string; readonly href: string };
  /** Small print below, one line each; one with `href` is a link. */
  readonly footer: readonly (string | { readonly label: string; readonly href: string })[];
}

/** One line without control characters, as a header may carry it. */
export const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300);

/** A mail as plain text. */
export function textOf({ paragraphs, scores, action, footer, brand }: Letter): string {
  const parts = [brand.name, ...paragraphs];
  if (scores) {
    const links = scores.items.map(({ label, href }) => `${label}: ${href}`);
    const ends = scores.ends?.filter((end) => end !== '') ?? [];
    parts.push(
      [...(scores.question ? [scores.question] : []), ...(ends.length > 0 ? [ends.join(' – ')] : []), ...links].join(
        '\n',
      ),
    );
  }
  if (action) parts.push(`${action.label}: ${action.href}`);
  const small = footer.map((line) => (typeof line === 'string' ? line : `${line.label}: ${line.href}`));
  return `${[...parts, `-- \n${small.join('\n')}`].join('\n\n')}\n`;
}

/** Linear light of a channel of sRGB (WCAG 2.2, relative luminance). */
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** The contrast of a colour `#rrggbb` with white, 1 to 21 (WCAG 2.2). */
export function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map(linear);
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** A colour darkened as far as white text on it takes to be read (4.5:1). */
export function readable(colour: string): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const darker = `#${channelsOf(colour)
      .map((channel) =>
        Math.round(channel * share * 255)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
    if (contrastWithWhite(darker) >= 4.5) return darker;
  }
  return '#000000';
}

const font = 'font-family:system-ui,-apple-system,Segoe UI,PingFang SC,Microsoft YaHei,sans-serif;';

function button({ label, href }: { label: string; href: string }, accent: string, wide: boolean): Element {
  const size = wide ? 'padding:12px 24px;' : 'min-width:20px;padding:12px;margin:2px;text-align:center;';
  const style = `display:inline-block;${size}border-radius:6px;background-color:${accent};color:#ffffff;font-weight:600;text-decoration:none;`;
  return element('a', { href, style }, label);
}

/** A mail as HTML: one column, large targets, nothing fetched from anywhere. */
export function htmlOf(letter: Letter): string {
  const { language, subject, brand, paragraphs, scores, action, footer } = letter;
  const accent = readable(brand.accent);
  const small = 'color:#57606a;font-size:13px;line-height:1.5;margin:4px 0;';
  const body: Node[] = [
    element('p', { style: `color:${accent};font-size:18px;font-weight:700;margin:0 0 20px;` }, brand.name),
    ...paragraphs.map((text) => element('p', { dir: 'auto', style: 'margin:0 0 16px;' }, text)),
  ];
  if (scores) {
    if (scores.question)
      body.push(element('p', { dir: 'auto', style: 'font-weight:600;margin:0 0 8px;' }, scores.question));
    body.push(element('div', { style: 'margin:0 0 4px;' }, ...scores.items.map((item) => button(item, accent, false))));
    const ends = scores.ends?.filter((end) => end !== '') ?? [];
    if (ends.length > 0) body.push(element('p', { dir: 'auto', style: small }, ends.join(' – ')));
  }
  if (action) body.push(element('p', { style: 'margin:20px 0;' }, button(action, accent, true)));
  body.push(element('hr', { style: 'border:0;border-top:1px solid #d0d7de;margin:24px 0 12px;' }));
  for (const line of footer) {
    const content =
      typeof line === 'string' ? line : element('a', { href: line.href, style: 'color:#57606a;' }, line.label);
    body.push(element('p', { dir: 'auto', style: small }, content));
  }
  const page = element(
    'html',
    { lang: language, dir: 'auto' },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('title', {}, subject),
    ),
    element(
      'body',
      { style: 'margin:0;background-color:#f6f8fa;' },
      element(
        'div',
        {
          style: `${font}max-width:560px;margin:0 auto;padding:24px 20px;background-color:#ffffff;color:#1b1f24;font-size:16px;line-height:1.5;`,
        },
        ...body,
      ),
    ),
  );
  return `<!doctype html>${writeHtml(page)}`;
}
