import { setTimeout as sleep } from 'node:timers/promises';
import { WorkError } from '../../../failures/workError.ts';
import { apiUrl } from '../../../presets/api/apiPath.ts';
import type { ClipApi } from '../../../presets/api/apiSchema.ts';
import type { Reach } from '../outside/checkedLookup.ts';
import { type Answer, type GuardedRequest, guardedRequest, nameOf } from '../outside/guardedRequest.ts';
import type { SecretValues } from '../outside/secretValue.ts';

/** What is asked of the API, or told it. */
export interface ApiRequest extends Pick<GuardedRequest, 'method' | 'headers' | 'body' | 'maxBytes'> {
  url: URL;
  /** Answers that are not 2xx and mean something to whoever asks. */
  expected?: number[];
}

/** The first pause between two tries, which doubles, and the longest; milliseconds. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Statuses that pass: request time-out, too many requests, and all that a server blames itself for. */
const isPassing = (status: number) => status === 408 || status === 429 || status >= 500;

/** The API of a preset, and nobody else. */
export class ApiClient {
  readonly #api: ClipApi;
  readonly #secrets: SecretValues;
  readonly #reach: Reach;

  constructor(api: ClipApi, secrets: SecretValues, reach: Reach) {
    this.#api = api;
    this.#secrets = secrets;
    this.#reach = reach;
  }

  /** Where something of the API is. */
  url(path: string, values: Parameters<typeof apiUrl>[2] = {}): URL {
    return apiUrl(this.#api.baseUrl, path, values);
  }

  /** Whether an address is the API's own. */
  owns(url: URL): boolean {
    return url.origin === new URL(this.#api.baseUrl).origin;
  }

  /**
   * Asks, and again where that may help.
   * @throws {WorkError} transient/api-unavailable, or preset/api-refused, api-answer, api-secret.
   */
  async ask(request: ApiRequest): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.askOnce(request);
      } catch (error) {
        const isPassing = error instanceof WorkError && error.code === 'api-unavailable';
        if (!isPassing || tries >= this.#api.retries) throw error;
      }
      // By chance within the pause: who failed together does not come back together.
      await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.5 + Math.random() / 2));
    }
  }

  /** Asks once, and once more with the secret as it is now where it was refused as it was. @throws {WorkError} as `ask`. */
  async askOnce(request: ApiRequest): Promise<Answer> {
    const answer = await this.#send(request);
    const { secret } = this.#api;
    const isUnknown = answer.status === 401 || answer.status === 403;
    if (!isUnknown || !secret) return this.#checked(answer, request);
    this.#secrets.forget(secret.name);
    return this.#checked(await this.#send(request), request);
  }

  async #send({ method, url, headers = {}, body, maxBytes }: ApiRequest): Promise<Answer> {
    if (!this.owns(url)) {
      throw new WorkError('api-refused', {
        message: `${nameOf(url)} is not called: it is not the API's own host.`,
      });
    }
    const { secret, timeoutSeconds } = this.#api;
    const known = secret ? { [secret.header]: await this.#secrets.valueOf(secret.name) } : {};
    return guardedRequest({
      ...{ method, url, timeoutSeconds, maxBytes, reach: this.#reach },
      headers: { ...headers, ...known },
      ...(body !== undefined && { body }),
    });
  }

  #checked(answer: Answer, { method, url, expected = [] }: ApiRequest): Answer {
    const { status } = answer;
    if ((status >= 200 && status < 300) || expected.includes(status)) return answer;
    const isRedirect = status >= 300 && status < 400;
    const message = `${method} ${nameOf(url)} answered ${status}${isRedirect ? ', and redirects are not followed' : ''}.`;
    throw new WorkError(isPassing(status) ? 'api-unavailable' : 'api-refused', { message });
  }
}
