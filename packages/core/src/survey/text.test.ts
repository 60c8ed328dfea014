import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleSurvey } from './sample.ts';
import { pipe } from './pipe.ts';
import { localize, text } from './text.ts';
import type { SurveyDefinition } from './types.ts';

describe('text', () => {
  const tags = (...offered: string[]) => Object.fromEntries(offered.map((tag) => [tag, tag]));

  it.each<[string | string[], string[], string | undefined, string]>([
    ['zh-CN', ['en', 'zh-Hans', 'zh-Hant'], 'en', 'zh-Hans'],
    ['zh-CN', ['en', 'zh'], 'en', 'zh'],
    ['zh-TW', ['en', 'zh', 'zh-Hant'], 'en', 'zh-Hant'],
    ['zh-HK', ['en', 'zh-CN', 'zh-TW'], 'en', 'zh-TW'],
    ['zh-TW', ['en', 'zh-CN'], 'en', 'zh-CN'],
    ['zh', ['en', 'zh-TW', 'zh-CN'], 'en', 'zh-CN'],
    ['EN-gb', ['en-US', 'en-GB'], 'en', 'en-GB'],
    ['en-AU', ['de', 'en'], 'de', 'en'],
    [['fr', 'de-AT'], ['en', 'de'], 'en', 'de'],
    ['fr', ['en', 'de'], 'de', 'de'],
    ['fr', ['es', 'de'], 'en', 'es'],
    ['fr', ['es', 'de'], undefined, 'es'],
    ['not a tag', ['en'], 'en', 'en'],
    [[], ['ar'], undefined, 'ar'],
  ])('%s of %j is not left without words', (wanted, offered, fallback, expected) => {
    expect(text(tags(...offered), wanted, fallback)).toBe(expected);
    expect(localize(tags(...offered), wanted, fallback).language).toBe(expected);
  });

  it('takes plain strings and nothing as they are, and skips blanks', () => {
    expect(localize('Hello', 'zh', 'en')).toEqual({ text: 'Hello', language: 'en' });
    expect(localize(undefined, 'en')).toEqual({ text: '', language: undefined });
    expect(text({ en: ' ', de: 'Ja' }, 'en', 'en')).toBe('Ja');
    expect(text({}, 'en')).toBe('');
  });

  it('always finds words where there are some', () => {
    const tag = fc.constantFrom('en', 'en-GB', 'zh-Hans', 'zh-TW', 'ar', 'pt-BR', 'x');
    fc.assert(
      fc.property(
        fc.dictionary(tag, fc.constant('words'), { minKeys: 1 }),
        fc.array(fc.oneof(tag, fc.string())),
        (map, wanted) => {
          expect(text(map, wanted)).toBe('words');
        },
      ),
    );
  });
});

describe('pipe', () => {
  const definition = {
    id: 's',
    language: 'en',
    questions: [
      {
        id: 'topics',
        type: 'multiple-choice',
        title: 'T',
        other: true,
        options: [
          { id: 'price', label: { en: 'Price', 'zh-CN': '价格' } },
          { id: 'speed', label: { en: 'Speed', 'zh-CN': '速度' } },
        ],
      },
      { id: 'you', type: 'contact', title: 'Y', fields: ['name'] },
    ],
  } as const satisfies SurveyDefinition;
  const fields = { 'customer.name': '<b>Ada</b>', visits: 0 };
  const answers = { topics: ['price', { other: 'Parking' }], you: { name: 'Grace' }, score: 0 };

  it.each([
    ['Hello {{customer.name}}!', 'Hello <b>Ada</b>!'],
    ['{{ customer.name }}', '<b>Ada</b>'],
    ['{{nobody}}', ''],
    ['{{nobody|friend}}', 'friend'],
    ['{{customer.name|friend}}', '<b>Ada</b>'],
    ['{{score}} {{visits}}', '0 0'],
    ['{{you.name}}', 'Grace'],
    ['{{topics}}', 'Price and Parking'],
    ['{{toString}}{{__proto__}}{{you.constructor}}', ''],
    ['{{}} {{a {{customer.name}}', '{{}} {{a <b>Ada</b>'],
  ])('%s becomes %s', (source, expected) => {
    expect(pipe(source, { fields, answers, definition })).toBe(expected);
  });

  it('writes labels in the person’s language, ids without a definition', () => {
    expect(pipe('{{topics}}', { answers, definition, languages: 'zh-CN' })).toBe('价格和Parking');
    expect(pipe('{{topics}}', { answers: { topics: ['price'] } })).toBe('price');
  });

  it('does not read its own result again', () => {
    expect(pipe('{{why}}', { answers: { why: '{{customer.name}}' }, fields })).toBe('{{customer.name}}');
  });

  it('leaves texts without braces alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        fc.pre(!source.includes('{{'));
        expect(pipe(source, { fields, answers, definition })).toBe(source);
      }),
    );
    expect(pipe(text(sampleSurvey.title, 'zh'), {})).toBe(sampleSurvey.title['zh-CN']);
  });
});
