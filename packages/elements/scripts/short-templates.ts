import { readFile } from 'node:fs/promises';
import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vite';

const sheet = /\bcss`((?:[^`\\]|\\.)*)`/g;
const indents = /\n\s+/g;

/**
 * Takes out of templates what only people need: indents of markup; comments, indents and white space around signs of style
 * sheets. No element has white space that counts in more than one line.
 */
export function withShortTemplates(code: string): string {
  return code
    .replace(sheet, (_, text: string) => {
      const short = text
        .replace(/\/\*[^]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/\s*([{};,])\s*/g, '$1')
        .replace(/(?<=[;{][a-zA-Z-]+:)\s+/g, '')
        .replace(/;}/g, '}')
        .replace(/\[([a-z-]+~?=)'([a-z-]+)'\]/g, '[$1$2]')
        .trim();
      return `css\`${short}\``;
    })
    .replace(indents, '\n');
}

const ours = /[\\/]elements[\\/]src[\\/].*\.ts$/;

/** The same as a plugin of Vite and of esbuild. */
export const shortTemplates: { vite: VitePlugin; esbuild: EsbuildPlugin } = {
  vite: {
    name: 'liaise-short-templates',
    enforce: 'pre',
    transform: { filter: { id: ours }, handler: (code) => ({ code: withShortTemplates(code), map: null }) },
  },
  esbuild: {
    name: 'liaise-short-templates',
    setup(build) {
      build.onLoad({ filter: ours }, async ({ path }) => ({
        contents: withShortTemplates(await readFile(path, 'utf8')),
        loader: 'ts',
      }));
    },
  },
};
