import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('the words of a text', () => {
  it.each([
    ['Up < down & left > right', 'Up < down & left > right', false],
    ['<p>One</p><p>Two &amp; three<br>four</p>', 'One\nTwo & three\nfour', false],
    ['<b>Bold</b> and <i>slanted</i>', 'Bold and slanted', true],
    ['<a href="https://example.org/a">here</a>', 'here (https://example.org/a)', true],
    ['<a href="javascript:alert(1)">here</a>', 'here', true],
    ['a<script>alert("<b>")</script>b', 'ab', true],
    ['<p>&lt;b&gt; &#169; &#x1F600; &nosuch;</p>', '<b> © 😀 &nosuch;', false],
  ])('%j', (source, text, lost) => {
    expect(plainText(source)).toEqual({ text, lost });
  });

  it('are found in any text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<p>',
      '</p>',
      '<a href="',
      '"',
      '</a>',
      '<script>',
      '&#',
      '&lt;',
      ';',
      'x',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(typeof plainText(pieces.join('')).text).toBe('string');
      }),
      { seed: 13 },
    );
  });
});
