import { describe, expect, it } from 'vitest';
import { checkFile, fileType, headLength } from './file-type.ts';
import type { FileQuestion } from './types.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
const png = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');
const question = (change: Partial<FileQuestion> = {}): FileQuestion => ({
  id: 'f',
  type: 'file',
  title: 'F',
  ...change,
});

describe('the type of a file', () => {
  it.each([
    ['photo.png', png, 'image/png'],
    ['PHOTO.PNG', png, 'image/png'],
    ['photo', png, 'image/png'],
    ['photo.jpg', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    ['a.webp', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
    ['a.heic', bytes('\0\0\0\x18ftypheic\0\0\0\0'), 'image/heic'],
    ['a.mp4', bytes('\0\0\0\x18ftypisom\0\0\0\0'), 'video/mp4'],
    ['a.pdf', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a.docx', bytes('PK\x03\x04\x14\0'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.csv', bytes('a,b\n1,2\n'), 'text/csv'],
    ['a.txt', new TextEncoder().encode('שלום 你好 🙂'), 'text/plain'],
  ])('%s is what it holds', (name, head, type) => {
    expect(fileType(name, head)).toBe(type);
  });

  it.each([
    ['a program that says it is a picture', 'photo.png', bytes('MZ\x90\0\x03\0')],
    ['a picture that says it is a document', 'a.pdf', png],
    ['an archive that says it is a text', 'a.txt', bytes('PK\x03\x04')],
    ['a page that says it is a text', 'a.txt', bytes('  <!doctype html><script>')],
    ['a drawing with scripts', 'a.svg', bytes('<svg onload=alert(1)>')],
    ['bytes of no known kind', 'a.bin', bytes('\x01\x02\x03')],
    ['half of a surrogate pair in UTF-8', 'a.txt', bytes('\xed\xa0\x80')],
  ])('does not take %s', (_, name, head) => {
    expect(fileType(name, head)).toBeNull();
  });

  it('takes a text whose last character is cut off by the end of the head', () => {
    expect(fileType('a.txt', new TextEncoder().encode('你'.repeat(1366)).subarray(0, headLength))).toBe('text/plain');
  });
});

describe('a file for a question', () => {
  it('is taken by media type, by kind of media and by ending', () => {
    for (const accept of [['image/png'], ['image/*'], ['.png'], ['.pdf', '.PNG']])
      expect(checkFile(question({ accept }), 'a.png', png.length, png)).toEqual({ type: 'image/png' });
    for (const accept of [['image/jpeg'], ['video/*'], ['.pdf']])
      expect(checkFile(question({ accept }), 'a.png', png.length, png)).toEqual({ code: 'wrong-type' });
  });

  it('is not empty and not larger than the question says', () => {
    expect(checkFile(question(), 'a.png', 0, png)).toEqual({ code: 'empty' });
    expect(checkFile(question({ maxBytes: 100 }), 'a.png', 101, png)).toEqual({ code: 'too-large' });
    expect(checkFile(question(), 'a.png', 10_000_001, png)).toEqual({ code: 'too-large' });
    expect(checkFile(question(), 'a.png', 10_000_000, png)).toEqual({ type: 'image/png' });
  });
});
