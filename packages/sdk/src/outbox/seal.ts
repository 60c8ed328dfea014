import { LiaiseError } from '../error.ts';
import type { Ports } from '../ports.ts';
import type { Shelves, Transact } from '../storage.ts';
import type { Sealed } from './rows.ts';

/** A key as it is kept; the name tells it from another that was made later. */
interface KeptKey {
  name: string;
  key: CryptoKey;
}

/** Encrypts what one identity leaves on a device that several share. */
export interface Seal {
  /** `undefined` where the page has no secure context, or the device cannot keep a key: what is kept then lies open. */
  close(identity: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed | undefined>;
  /** `undefined` when the key is gone or the bytes are not what was sealed under this name. */
  open(identity: string, name: string, sealed: Sealed): Promise<ArrayBuffer | undefined>;
  /**
   * Within the transaction that keeps what was sealed: sees to it that the keys are there too, should the store have been thrown away
   * since. Throws `OtherKey` when another page has made another key in the meantime.
   */
  settle(shelf: Shelves): Promise<void>;
  /** Whether what was kept last is encrypted. */
  works(): boolean;
}

/** What was sealed has to be sealed anew. */
export class OtherKey extends LiaiseError {
  constructor() {
    super({ code: 'storage-failed', retryable: true });
  }
}

const text = new TextEncoder();
const nameOf = (identity: string): string => `key ${identity}`;

/**
 * AES-GCM with 256 bits (NIST SP 800-38D), a random 96-bit nonce for each text, the entry's name as associated data. There is one key
 * for each identity; it cannot be exported and lies in the database itself, so that it protects a copy of the disk's files
 * from being read and one person's entries from another's page, not from somebody who runs code in this site.
 */
export function createSeal(ports: Ports, transact: Transact): Seal {
  const keys = new Map<string, Promise<KeptKey | undefined>>();
  /** Those that are there: a transaction does not outlive the wait for one that is still made. */
  const made = new Map<string, KeptKey>();
  let working = false;

  const find = (identity: string): Promise<KeptKey | undefined> =>
    transact(
      ['facts'],
      'readonly',
      async (shelf) => (await shelf('facts').get(nameOf(identity))) as KeptKey | undefined,
    );

  const make = async (identity: string, subtle: SubtleCrypto): Promise<KeptKey | undefined> => {
    const present = await find(identity);
    if (present) return present;
    try {
      const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      const name = ports.crypto?.getRandomValues(new Uint8Array(12)).join() ?? '';
      await transact(['facts'], 'strict', async (shelf) => {
        // Another tab may have been quicker.
        if (!(await shelf('facts').get(nameOf(identity)))) shelf('facts').put({ name, key }, nameOf(identity));
      });
      return await find(identity);
    } catch (cause) {
      // Some engines cannot keep a key.
      if ((cause as Error).name === 'DataCloneError') return undefined;
      throw cause;
    }
  };

  const keyOf = (identity: string): Promise<KeptKey | undefined> => {
    const subtle = ports.crypto?.subtle;
    if (!subtle) return Promise.resolve(undefined);
    let key = keys.get(identity);
    if (!key) {
      key = make(identity, subtle);
      keys.set(identity, key);
      key.then(
        (kept) => kept && made.set(identity, kept),
        () => keys.delete(identity),
      );
    }
    return key;
  };

  const learn = (identity: string, kept: KeptKey): void => {
    keys.set(identity, Promise.resolve(kept));
    made.set(identity, kept);
  };

  const opened = async (
    key: CryptoKey | undefined,
    name: string,
    { iv, bytes }: Sealed,
  ): Promise<ArrayBuffer | undefined> => {
    const additionalData = text.encode(name);
    const decrypted = key && ports.crypto?.subtle?.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes);
    return decrypted?.catch(() => undefined);
  };

  return {
    works: () => working,
    close: async (identity, name, bytes) => {
      const kept = await keyOf(identity);
      const { crypto } = ports;
      working = kept !== undefined;
      if (!kept || !crypto?.subtle) return undefined;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const additionalData = text.encode(name);
      return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, kept.key, bytes) };
    },
    open: async (identity, name, sealed) => {
      const cached = made.get(identity);
      const bytes = await opened(cached?.key, name, sealed);
      if (bytes) return bytes;
      const kept = await find(identity);
      if (!kept || kept.name === cached?.name) return undefined;
      learn(identity, kept);
      return opened(kept.key, name, sealed);
    },
    settle: async (shelf) => {
      for (const [identity, cached] of [...made]) {
        const present = (await shelf('facts').get(nameOf(identity))) as KeptKey | undefined;
        if (present?.name === cached.name) continue;
        if (!present) shelf('facts').put(cached, nameOf(identity));
        else {
          learn(identity, present);
          throw new OtherKey();
        }
      }
    },
  };
}
