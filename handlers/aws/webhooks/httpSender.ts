import { readSecret, signing } from '../../../contract/webhooks/secret.ts';
import type { Webhook } from '../../../contract/webhooks/webhook.ts';
import type { Answer, Sender } from '../../../pipeline/webhooks/ports.ts';
import type { Reach } from '../outside/checkedLookup.ts';
import { guardedRequest } from '../outside/guardedRequest.ts';
import type { SecretValues } from '../outside/secretValue.ts';
import { retryAfterIn } from './retryAfterIn.ts';
import { signedHeaders } from './signature.ts';

export interface SenderOptions {
  secrets: SecretValues;
  /** Under which the secrets lie, by the webhooks' ids. */
  secretsPrefix: string;
  reach: Reach;
  /** Until there is an answer. */
  timeoutSeconds: number;
}

/** Of an answer's body nothing is read: its status says all. */
export class HttpSender implements Sender {
  readonly #options: SenderOptions;
  /** When each secret had been changed last, as it is known here. */
  readonly #secretAt = new Map<string, string>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  async send(webhook: Webhook, { id, body }: { id: string; body: string }): Promise<Answer> {
    const at = new Date();
    const tried = () => ({ at: at.toISOString(), ms: Date.now() - at.getTime() });
    try {
      const headers = signedHeaders(id, at, body, await this.#secretsOf(webhook));
      const { status, headers: answered } = await this.#post(webhook, body, { ...headers });
      const retryAfter = retryAfterIn(answered['retry-after'], Date.now());
      const isRedirect = status >= 300 && status < 400;
      return {
        ...tried(),
        status,
        ...(isRedirect && { error: `It answered ${status}, and redirects are not followed.` }),
        ...(retryAfter !== undefined && { retryAfter }),
      };
    } catch (error) {
      return { ...tried(), error: (error as Error).message };
    }
  }

  #post({ url }: Webhook, body: string, headers: Record<string, string>) {
    const { timeoutSeconds, reach } = this.#options;
    return guardedRequest({
      ...{ method: 'POST', url: new URL(url), body, timeoutSeconds, reach },
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'fanreel' },
    });
  }

  /** What is kept of one that was changed since is not used any more. */
  async #secretsOf({ id, secretAt }: Webhook): Promise<string[]> {
    const { secrets, secretsPrefix } = this.#options;
    const name = secretsPrefix + id;
    if (this.#secretAt.get(id) !== secretAt) secrets.forget(name);
    const value = readSecret(await secrets.valueOf(name));
    this.#secretAt.set(id, secretAt);
    if (!value) throw new Error(`The secret "${name}" is not as "fanreel webhook" writes it.`);
    return signing(value);
  }
}
