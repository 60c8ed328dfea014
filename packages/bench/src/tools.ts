/** What is taken from the plain JavaScript of other folders, with the types that are counted on here. */
import type { Plugin } from 'esbuild';

type Found = { engine: string; executable: string } | { engine: string; missing: string };

const moduleOf = (path: string): Promise<unknown> => import(new URL(path, new URL('../../', import.meta.url)).href);

/** How elements are built: Lit as our bundle takes it, templates without indents. */
export async function elementPlugins(): Promise<Plugin[]> {
  const lit = (await moduleOf('elements/scripts/lit.ts')) as { litAsOurs: { esbuild: Plugin } };
  const short = (await moduleOf('elements/scripts/short-templates.ts')) as { shortTemplates: { esbuild: Plugin } };
  return [lit.litAsOurs.esbuild, short.shortTemplates.esbuild];
}

/** Chromium, as the tests find it, or what to do to have it. */
export async function findChromium(): Promise<{ executable: string } | { missing: string }> {
  const browsers = (await moduleOf('tools/src/browsers.mjs')) as {
    provideBrowsers: (engines: string[]) => Promise<Found[]>;
  };
  const [found] = await browsers.provideBrowsers(['chromium']);
  return found ?? { missing: 'it was not looked for.' };
}
