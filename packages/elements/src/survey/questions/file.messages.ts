import { catalog } from '../kit.ts';

/** What is said of files. */
export const english = {
  choose: 'Choose files',
  most: (count: number, size: string) =>
    count === 1 ? `One file, at most ${size}.` : `At most ${count} files of ${size} each.`,
  sending: 'Being added…',
  added: 'Added',
  kept: 'Saved on this device',
  earlier: (at: number) => `File ${at}`,
  remove: (name: string) => `Remove ${name}`,
  empty: (name: string) => `${name} is empty.`,
  'too-large': (name: string) => `${name} is too large.`,
  'wrong-type': (name: string) => `${name} is of a type that is not taken here, or of another than its name says.`,
  'too-many': (name: string) => `${name} is one file too many.`,
  failed: (name: string) => `${name} could not be added. Try again.`,
};

export type FileMessages = typeof english;

export const fileMessages = catalog<FileMessages>(english, { zh: () => import('./file.messages.zh.ts') });
