import { readFile } from 'node:fs/promises';
import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vite';

const nothing = '';

/** By file of Lit: what is replaced by what. `$1` and so on are the pattern's groups. */
const changes: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'css-tag.js': [
    [
      /const ([\w$]+)=globalThis,([\w$]+)=\1\.ShadowRoot&&\(void 0===\1\.ShadyCSS\|\|\1\.ShadyCSS\.nativeShadow\)&&"adoptedStyleSheets"in Document\.prototype&&"replace"in CSSStyleSheet\.prototype,/,
      'const $2=true;const $1=globalThis,',
    ],
    [/"CSSResult is not constructable[^"]*"/, nothing],
    [/"Value passed to 'css' function must be a 'css' function result: "\+([\w$]+)\+"[^"]*"/, '$1'],
  ],
  'lit-html.js': [
    [
      /([\w$]+)\.createPolicy\("lit-html",(\{createHTML:[^{}]*\})\)/,
      "(globalThis[Symbol.for('liaise.trusted-types')]??=$1.createPolicy('liaise',$2))",
    ],
    [
      /,[\w$]+=[\w$]+\.litHtmlPolyfillSupport;[\w$]+\?\.\([\w$]+,[\w$]+\),\([\w$]+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]*"\)/,
      nothing,
    ],
    // What none of our templates has: MathML, bindings on a whole element or within a comment, templates compiled ahead,
    // listeners that are objects.
    [/:3===([\w$]+)\?"<math>":""/, ':""'],
    [/:3===([\w$]+)\?"<\/math>":""/, ':""'],
    [/2===([\w$]+)\|\|3===\1\)/, '2===$1)'],
    [
      /else ([\w$]+)\.startsWith\([\w$]+\)&&\([\w$]+\.push\(\{type:6,index:[\w$]+\}\),[\w$]+\.removeAttribute\(\1\)\)/,
      nothing,
    ],
    [/:6===[\w$]+\.type&&\(([\w$]+)=new [\w$]+\([\w$]+,this,[\w$]+\)\)/, ':0'],
    [
      /;else\{let ([\w$]+)=-1;for\(;-1!==\(\1=[\w$]+\.data\.indexOf\([^{}]*?\)\);\)[^{}]*?\{type:7,[^{}]*?\}[^{}]*?\}/,
      ';',
    ],
    [/"number"==typeof ([\w$]+)\?(this\._\$AC\([\w$]+\)):\(void 0===\1\.el&&\(.*?\),\1\)/, '$2'],
    [/throw Error\("invalid template strings array"\)/, 'throw Error()'],
    [
      /get (?:startNode|endNode)\(\)\{return this\._\$A[AB]\}get (?:startNode|endNode)\(\)\{return this\._\$A[AB]\}/,
      nothing,
    ],
    [/\|\|([\w$]+)\.capture!==([\w$]+)\.capture\|\|\1\.once!==\2\.once\|\|\1\.passive!==\2\.passive/, nothing],
    [/"function"==typeof this\._\$AH\?(this\._\$AH\.call\([^()]*\)):this\._\$AH\.handleEvent\([\w$]+\)/, '$1'],
    // Directives take the class of a place alone from here.
    [/([,;]|const )([\w$]+)=\{M:[^{}]*?I:([\w$]+),[^{}]*\}/, '$1$2={I:$3}'],
  ],
  'reactive-element.js': [
    // Properties that stand in attributes as JSON or in a way of their own, and initializers of decorators: none of ours has them.
    [/\(void 0!==[\w$]+\.converter\?\.toAttribute\?[\w$]+\.converter:([\w$]+)\)\.toAttribute/, '$1.toAttribute'],
    [
      /"function"==typeof ([\w$]+)\.converter\?\{fromAttribute:\1\.converter\}:void 0!==\1\.converter\?\.fromAttribute\?\1\.converter:([\w$]+)/,
      '$2',
    ],
    [/case Object:case Array:([\w$]+)=null==\1\?\1:JSON\.stringify\(\1\)/, nothing],
    [/case Object:case Array:try\{([\w$]+)=JSON\.parse\([\w$]+\)\}catch\([\w$]+\)\{\1=null\}/, nothing],
    [/static addInitializer\(([\w$]+)\)\{this\._\$Ei\(\),\(this\.l\?\?=\[\]\)\.push\(\1\)\}/, nothing],
    [/,this\.constructor\.l\?\.forEach\([\w$]+=>[\w$]+\(this\)\)/, nothing],
    [/,void 0!==([\w$]+)\.l&&\(this\.l=\[\.\.\.\1\.l\]\)/, nothing],
    [/Symbol\.metadata\?\?=Symbol\("metadata"\),[\w$]+\.litPropertyMetadata\?\?=new WeakMap;/, nothing],
    [/const ([\w$]+)=this\[Symbol\.metadata\];if\(null!==\1\)\{[^{}]*\}/, nothing],
    [/,[\w$]+=[\w$]+\.reactiveElementPolyfillSupport/, nothing],
    [
      /,[\w$]+\?\.\(\{ReactiveElement:[\w$]+\}\),\([\w$]+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]*"\)/,
      nothing,
    ],
  ],
  'lit-element.js': [
    [/,[\w$]+\.litElementHydrateSupport\?\.\(\{LitElement:[\w$]+\}\);/, ';'],
    // Nothing of ours extends its class: without these it is left out.
    [/[\w$]+\._\$litElement\$=!0,[\w$]+\["finalized"\]=!0;/, nothing],
    [/const ([\w$]+)=[\w$]+\.litElementPolyfillSupport;\1\?\.\(\{LitElement:[\w$]+\}\);/, nothing],
    [/\([\w$]+\.litElementVersions\?\?=\[\]\)\.push\("[^"]*"\);/, nothing],
  ],
};

/**
 * Lit as our bundle takes it. Its Trusted Types policy bears our name, so that a page which allows `liaise` need not allow
 * `lit-html`, and is shared among our bundles on one page, because a browser refuses the second policy of one name. What it
 * does for browsers without shadow roots or adopted style sheets, for pages rendered on a server, and for standard decorators
 * (ours are the others), and for whoever misuses a style sheet, is left out.
 *
 * @returns the changed code
 * @throws Error when this Lit is written in a way that is not known here
 */
export function ourLit(file: string, code: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  return (changes[name] ?? []).reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text))
      throw new Error(`${file} is written in a way this build does not know: ${pattern} is not in it.`);
    return text.replace(pattern, replacement);
  }, code);
}

const files =
  /[\\/](?:lit-html[\\/]lit-html|lit-element[\\/]lit-element|reactive-element[\\/](?:css-tag|reactive-element))\.js$/;

/** The same as a plugin of Vite and of esbuild. */
export const litAsOurs: { vite: VitePlugin; esbuild: EsbuildPlugin } = {
  vite: {
    name: 'liaise-lit',
    transform: { filter: { id: files }, handler: (code, id) => ({ code: ourLit(id, code), map: null }) },
  },
  esbuild: {
    name: 'liaise-lit',
    setup(build) {
      build.onLoad({ filter: files }, async ({ path }) => ({
        contents: ourLit(path, await readFile(path, 'utf8')),
        loader: 'js',
      }));
    },
  },
};
