import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { litAsOurs } from './scripts/lit.ts';
import { shortTemplates } from './scripts/short-templates.ts';

/** What every element stands on, in one file. */
const base =
  /[\\/]@lit[\\/]reactive-element[\\/](?!.*decorators)|[\\/]elements[\\/]src[\\/]base[\\/](?:adopt|bare-element|catalog|context|data-controller|define|event|language|theme\.styles)\.ts$/;

/** What the elements with templates, lists and forms have in common, in another. */
const common =
  /[\\/](?:lit|lit-html|lit-element)[\\/](?!.*(?:decorators|directives))|[\\/]elements[\\/]src[\\/]base[\\/](?:base\.messages|buttons\.styles|notices\.styles|controls\.styles|icons|lean-element|liaise-element|locale|notice)\.ts$/;

/** What the SDK's connection and its outbox have in common, in a third. */
const line =
  /[\\/]sdk[\\/]src[\\/](?:failure|json|retry|marks|layout)\.ts$|[\\/]core[\\/]src[\\/]api[\\/]problem-codes\.ts$/;

/** What all checks of answers are made of, in a fourth. */
const checks = /[\\/]core[\\/]src[\\/]wire[\\/](?:check|call|line|primitives)\.ts$/;

/** What a survey is from the first question on: in small files of their own it would compress less well. */
const survey =
  /[\\/]elements[\\/]src[\\/]survey[\\/](?:draw|flow|kit|session|survey|survey\.(?:events|messages|styles)|questions[\\/](?:kinds|scale|written))\.ts$|[\\/]core[\\/]src[\\/]survey[\\/](?:answer|answer-scale|answer-text)\.ts$/;

/** The bundle a page takes with one script tag: `liaise.js` and, beside it, a file for each element and what elements share. */
export default defineConfig({
  plugins: [litAsOurs.vite, shortTemplates.vite],
  resolve: { conditions: ['@liaise/source', 'module', 'browser', 'production'] },
  // A chunk is found from where the asking one stands, so that the folder can lie anywhere.
  base: './',
  build: {
    outDir: 'dist/bundle',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    minify: 'oxc',
    // As a library: nothing is inlined, preloaded or polyfilled, since the page's policy allows scripts by address only.
    lib: { entry: { liaise: fileURLToPath(new URL('src/liaise.ts', import.meta.url)) }, formats: ['es'] },
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        minify: true,
        // Nobody bundles it further.
        comments: { annotation: false, jsdoc: false, legal: true },
        codeSplitting: {
          groups: [
            { name: 'base', test: base },
            { name: 'common', test: common },
            { name: 'survey-first', test: survey },
            { name: 'line', test: line },
            { name: 'checks', test: checks },
          ],
        },
      },
    },
  },
});
