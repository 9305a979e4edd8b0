import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { WorkError } from '../../../failures/workError.ts';

/** How long a value is used before it is asked for again, so that a new one is known soon; milliseconds. */
const KEPT_MS = 5 * 60_000;

/** What may be a header's value: nothing that would begin another one. */
const HEADER_VALUE = /^[\x20-\x7e\x80-\xff]+$/;

const OURS = [
  'ResourceNotFoundException',
  'AccessDeniedException',
  'DecryptionFailure',
  'InvalidRequestException',
];

/** Values of secrets by their names, each kept for minutes. It is told to nobody but who asks. */
export class SecretValues {
  readonly #client: Pick<SecretsManagerClient, 'send'>;
  readonly #now: () => number;
  readonly #kept = new Map<string, { value: string; until: number }>();

  constructor(client: Pick<SecretsManagerClient, 'send'>, now = Date.now) {
    this.#client = client;
    this.#now = now;
  }

  /** @throws {WorkError} preset/api-secret where it is not there, may not be read, or cannot be a header. */
  async valueOf(name: string): Promise<string> {
    const kept = this.#kept.get(name);
    if (kept && kept.until > this.#now()) return kept.value;
    const value = await this.#read(name);
    this.#kept.set(name, { value, until: this.#now() + KEPT_MS });
    return value;
  }

  /** Who is told that a value is wrong asks for it anew. */
  forget(name: string): void {
    this.#kept.delete(name);
  }

  async #read(name: string): Promise<string> {
    try {
      const { SecretString = '' } = await this.#client.send(new GetSecretValueCommand({ SecretId: name }));
      if (HEADER_VALUE.test(SecretString)) return SecretString;
    } catch (error) {
      if (!OURS.includes((error as Error).name)) throw error;
      throw wrong(name, `cannot be read (${(error as Error).name})`);
    }
    throw wrong(name, 'has no text that can be a header');
  }
}

function wrong(name: string, why: string): WorkError {
  return new WorkError('api-secret', { message: `The secret "${name}" ${why}.` });
}
