import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { ACCOUNT, REGION } from '../account.ts';
import { StorageError } from '../storageFaults.ts';
import { SecretKey } from './secretKey.ts';
import { decryptionFailure, exists, notFound } from './secretsErrors.ts';

/** What a version of a secret holds: text, or bytes as base64. */
export type SecretValue = { SecretString: string } | { SecretBinary: string };

export interface SecretVersion {
  id: string;
  /** Seconds since 1970, as the API tells times. */
  createdAt: number;
  sealed: string;
}

export interface Secret {
  name: string;
  arn: string;
  description?: string | undefined;
  createdAt: number;
  /** The newest first, and the one before it. */
  versions: SecretVersion[];
}

const LAYOUT = 1;

/** AWSCURRENT and AWSPREVIOUS; what is older has no stage, and AWS forgets it in time. */
const KEPT_VERSIONS = 2;

/** Secrets in one file; only their values are sealed, and the key lies beside it. */
export class SecretsStore {
  readonly #path: string;
  readonly #key: SecretKey;
  readonly #secrets: Map<string, Secret>;

  /** @throws {StorageError} where another version made the file. */
  constructor(path: string, keyPath: string) {
    this.#path = path;
    this.#key = new SecretKey(keyPath);
    this.#secrets = readSecrets(path);
  }

  create(
    name: string,
    value: SecretValue,
    { id, description }: { id?: string | undefined; description?: string | undefined },
  ): Secret {
    if (this.#secrets.has(name)) throw exists(name);
    // Six characters that nobody could guess, so that a secret that is made anew under a name is another one to policies.
    const suffix = randomBytes(3).toString('hex');
    const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-${suffix}`;
    const secret = { name, arn, description, createdAt: now(), versions: [this.#sealed(name, value, id)] };
    this.#secrets.set(name, secret);
    this.#write();
    return secret;
  }

  put(secretId: string, value: SecretValue, id?: string): Secret {
    const secret = this.find(secretId);
    secret.versions = [this.#sealed(secret.name, value, id), ...secret.versions].slice(0, KEPT_VERSIONS);
    this.#write();
    return secret;
  }

  delete(secretId: string): Secret {
    const secret = this.find(secretId);
    this.#secrets.delete(secret.name);
    this.#write();
    return secret;
  }

  /** By its name or its ARN. @throws {AwsError} ResourceNotFoundException. */
  find(secretId: string): Secret {
    const secret = this.#secrets.get(secretId) ?? this.list().find(({ arn }) => arn === secretId);
    if (!secret) throw notFound();
    return secret;
  }

  list(): Secret[] {
    return [...this.#secrets.values()];
  }

  /** @throws {AwsError} DecryptionFailure where the key is another one than it was sealed with. */
  valueOf({ name }: Secret, { id, sealed }: SecretVersion): SecretValue {
    try {
      return JSON.parse(this.#key.open(sealed, sealedAs(name, id))) as SecretValue;
    } catch {
      throw decryptionFailure();
    }
  }

  #sealed(name: string, value: SecretValue, id = randomUUID() as string): SecretVersion {
    return { id, createdAt: now(), sealed: this.#key.seal(JSON.stringify(value), sealedAs(name, id)) };
  }

  /** An answered change is on the disk; a file that is half written has not the name yet. */
  #write(): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, 'w', 0o600);
    writeSync(file, JSON.stringify({ layout: LAYOUT, secrets: this.list() }));
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.#path);
  }
}

function readSecrets(path: string): Map<string, Secret> {
  if (!existsSync(path)) return new Map();
  const { layout, secrets } = JSON.parse(readFileSync(path, 'utf8')) as { layout: number; secrets: Secret[] };
  if (layout !== LAYOUT)
    throw new StorageError(`${path} has layout ${layout} and this version knows ${LAYOUT}`);
  return new Map(secrets.map(secret => [secret.name, secret]));
}

function now(): number {
  return Date.now() / 1_000;
}

/** A value cannot be put in the place of another one. */
function sealedAs(name: string, id: string): string {
  return `${name}\n${id}`;
}
