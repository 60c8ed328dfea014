import { closeSync, existsSync, openSync } from 'node:fs';

/** Whether a program can be given paths as open descriptors on this system. */
export const canHandOver = process.platform === 'linux' && existsSync('/proc/self/fd');

/** The first descriptor after standard input, output and error. */
const first = 3;

/**
 * Paths for a program that runs as another user, who may not pass through the folders above them: each is opened here and
 * handed to the program as a descriptor, which it knows as `/proc/self/fd/N`. What lies there still asks for that user's
 * own rights.
 */
export class HandedOver {
  /** What goes behind standard input, output and error in the program's `stdio`. */
  readonly descriptors: number[] = [];
  readonly #needed: boolean;

  /** @param needed whether the program's user is another one, who cannot pass; otherwise paths stay as they are */
  constructor(needed: boolean) {
    this.#needed = needed;
  }

  /** The path as the program is to be told it. */
  path(path: string): string {
    if (!this.#needed) return path;
    this.descriptors.push(openSync(path, 'r'));
    return `/proc/self/fd/${first + this.descriptors.length - 1}`;
  }

  /** Closes the descriptors here; a program that has been started keeps its own. */
  close(): void {
    for (const descriptor of this.descriptors.splice(0)) closeSync(descriptor);
  }
}
