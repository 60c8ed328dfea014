import { version } from './version.ts';

/** Says that a tag is registered already by another class. */
export function warnOfTwo(tag: string): void {
  console.warn(
    `Liaise: <${tag}> is registered already by another version or another library; version ${version} is not used. ` +
      'Load Liaise once on a page.',
  );
}
