import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { StorageError } from '../storageFaults.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** As NIST SP 800-38D advises for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Only whoever owns the folder may read or write it. */
const OWN = 0o600;

/** The key of a data folder's secrets, in a file that only its owner may read. */
export class SecretKey {
  readonly #key: Buffer;

  /** @throws {StorageError} for a file that holds no key. */
  constructor(path: string) {
    if (!existsSync(path)) writeFileSync(path, randomBytes(KEY_BYTES), { mode: OWN, flag: 'wx' });
    chmodSync(path, OWN);
    this.#key = readFileSync(path);
    if (this.#key.length !== KEY_BYTES) throw new StorageError(`${path} holds no key`);
  }

  /** Text as base64 that only this key opens, and only as what it was sealed as. */
  seal(text: string, as: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(as));
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws {Error} for what another key has sealed, or as something else. */
  open(sealed: string, as: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const cipher = createDecipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(as)).setAuthTag(tag);
    return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString();
  }
}
