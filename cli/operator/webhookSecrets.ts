import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { readSecret, type SecretValue, writeSecret } from '../../contract/webhooks/secret.ts';
import type { ClientConfig } from '../aws/connection.ts';

/** Webhooks' secrets in Secrets Manager, by the webhooks' ids. */
export class WebhookSecrets {
  readonly #client: SecretsManagerClient;
  readonly #prefix: string;

  constructor(config: ClientConfig, prefix: string) {
    this.#client = new SecretsManagerClient(config);
    this.#prefix = prefix;
  }

  /** Null where there is none, or none that could sign: somebody has deleted it or written it by hand. */
  async read(id: string): Promise<SecretValue | null> {
    const get = new GetSecretValueCommand({ SecretId: this.#prefix + id });
    const value = await unlessMissing(this.#client.send(get));
    return value ? readSecret(value.SecretString ?? '') : null;
  }

  /** In place of what it was, or new. */
  async write(id: string, value: SecretValue): Promise<void> {
    const SecretString = writeSecret(value);
    const put = new PutSecretValueCommand({ SecretId: this.#prefix + id, SecretString });
    if (await unlessMissing(this.#client.send(put))) return;
    const Description = `Signs what fanreel tells the webhook ${id}`;
    await this.#client.send(new CreateSecretCommand({ Name: this.#prefix + id, SecretString, Description }));
  }

  /** For good: the id never comes again. */
  async remove(id: string): Promise<void> {
    const del = new DeleteSecretCommand({
      SecretId: this.#prefix + id,
      ForceDeleteWithoutRecovery: true,
    });
    await unlessMissing(this.#client.send(del));
  }
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}
