import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What one gateway signs and seals with. Several processes that serve the same records share one secret. */
export class Secrets {
  readonly #root: Uint8Array;

  /** @param secret at least 32 bytes; made for the life of the process unless given */
  constructor(secret: string | Uint8Array = randomBytes(32)) {
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
    if (bytes.byteLength < 32) throw new TypeError('The secret of the gateway needs at least 32 bytes.');
    this.#root = bytes;
  }

  #key(purpose: string): Buffer {
    return createHmac('sha256', this.#root).update(purpose).digest();
  }

  /** A signature of 128 bits over parts, in base64url (22 characters). The parts cannot be shifted against one another. */
  sign(purpose: string, parts: readonly string[]): string {
    const mac = createHmac('sha256', this.#key(purpose)).update(JSON.stringify(parts)).digest();
    return mac.subarray(0, 16).toString('base64url');
  }

  /** Whether a signature is the one over these parts; takes the same time whatever differs. */
  verify(purpose: string, parts: readonly string[], signature: string): boolean {
    const wanted = Buffer.from(this.sign(purpose, parts));
    const given = Buffer.from(signature);
    return wanted.byteLength === given.byteLength && timingSafeEqual(wanted, given);
  }

  /** Encrypts a text (AES-256-GCM) under a name that must be known to open it again. */
  seal(purpose: string, text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key(purpose), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** The sealed text, or null where it was sealed under another secret or name. */
  open(purpose: string, sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key(purpose), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** 128 random bits in base64url: 22 characters. */
export function randomToken(): string {
  return randomBytes(16).toString('base64url');
}
