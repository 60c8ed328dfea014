import type { Scope } from './check-expression.ts';
import type { Report } from './check-tools.ts';
import { pipePattern } from './pipe.ts';
import { isObject, own } from './values.ts';

/** A text of the definition and where it stands. */
export interface SeenText {
  readonly path: string;
  readonly value: unknown;
}

/** Checks that texts are there in the survey's language and draw on what is known where they are shown. */
export function checkTexts(
  texts: readonly SeenText[],
  definition: unknown,
  places: ReadonlyMap<string, number>,
  fieldKind: Scope['field'],
  report: Report,
): void {
  const language = own(definition, 'language');
  for (const { path, value } of texts) {
    if (
      isObject(value) &&
      typeof language === 'string' &&
      own(value, language) === undefined &&
      Object.keys(value).length > 0
    )
      report({
        path: `${path}.${language}`,
        code: 'missing-text',
        message: `Give this text in ${language}, the survey's own language.`,
      });
    const [, place] = /^questions\.(\d+)\./.exec(path) ?? [];
    const limit = place === undefined ? (path === 'thanks' ? Infinity : 0) : Number(place);
    const versions: readonly (readonly [string, unknown])[] =
      typeof value === 'string'
        ? [[path, value]]
        : Object.entries(isObject(value) ? value : {}).map(([tag, words]) => [`${path}.${tag}`, words] as const);
    for (const [at, words] of versions) {
      if (typeof words !== 'string' || words.length > 20_000) continue;
      for (const [, key = ''] of words.matchAll(pipePattern)) {
        const name = key.trim();
        const question = places.get(name.split('.')[0] ?? '');
        if (question !== undefined && question >= limit)
          report({
            path: at,
            code: 'later-question',
            message: `{{${name}}} is not answered yet here: use earlier questions only.`,
          });
        else if (question === undefined && fieldKind(name) === undefined)
          report({ path: at, code: 'unknown-id', message: `{{${name}}} is neither a question nor a hidden field.` });
      }
    }
  }
}
