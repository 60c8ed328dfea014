const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const narrow = /[ .,:;!'|ijl()/\u00a0\u202f]/;

/** About how wide a text is, in units of its font size: there is no font to measure where a picture is made. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += wide.test(character) || character.length > 1 ? 1 : narrow.test(character) ? 0.3 : 0.6;
  return width;
}

/** A text cut to a width in units of its font size, with an ellipsis when something is gone. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
