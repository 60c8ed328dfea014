import type { Ports } from '../ports.ts';
import type { Transact } from '../storage.ts';
import type { Sealed } from './rows.ts';

/** Encrypts what one identity leaves on a device that several share. */
export interface Seal {
  /** `undefined` where the page has no secure context, or the device cannot keep a key: what is kept then lies open. */
  close(identity: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed | undefined>;
  /** `undefined` when the bytes are not what was sealed under this name. */
  open(name: string, sealed: Sealed): Promise<ArrayBuffer | undefined>;
  /** Whether what was kept last is encrypted. */
  works(): boolean;
}

const text = new TextEncoder();
const nameOf = (identity: string): string => `key ${identity}`;

/**
 * AES-GCM with 256 bits (NIST SP 800-38D), a random 96-bit nonce for each text, the entry's name as associated data. There is one key
 * for each identity; it cannot be exported and lies in the database beside what it opens, so that it protects a copy of the disk's
 * files from being read and one person's entries from another's page, not from somebody who runs code in this site.
 */
export function createSeal(ports: Ports, transact: Transact): Seal {
  const keys = new Map<string, Promise<CryptoKey | undefined>>();
  let working = false;

  const find = (identity: string): Promise<CryptoKey | undefined> =>
    transact(
      ['facts'],
      'readonly',
      async (shelf) => (await shelf('facts').get(nameOf(identity))) as CryptoKey | undefined,
    );

  const make = async (identity: string, subtle: SubtleCrypto): Promise<CryptoKey | undefined> => {
    const present = await find(identity);
    if (present) return present;
    const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    try {
      await transact(['facts'], 'relaxed', async (shelf) => shelf('facts').put(key, nameOf(identity)));
      return key;
    } catch (cause) {
      // Some engines cannot keep a key.
      if ((cause as Error).name === 'DataCloneError') return undefined;
      throw cause;
    }
  };

  const keyOf = (identity: string): Promise<CryptoKey | undefined> => {
    const subtle = ports.crypto?.subtle;
    if (!subtle) return Promise.resolve(undefined);
    let key = keys.get(identity);
    if (!key) {
      key = make(identity, subtle);
      keys.set(identity, key);
      key.catch(() => keys.delete(identity));
    }
    return key;
  };

  return {
    works: () => working,
    close: async (identity, name, bytes) => {
      const key = await keyOf(identity);
      const { crypto } = ports;
      working = key !== undefined;
      if (!key || !crypto?.subtle) return undefined;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const additionalData = text.encode(name);
      return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes), key };
    },
    open: async (name, { iv, bytes, key }) => {
      const additionalData = text.encode(name);
      return ports.crypto?.subtle?.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes).catch(() => undefined);
    },
  };
}
