import { REQUESTS_AROUND } from '../../../pipeline/attempt/requestsAround.ts';
import { type FunctionSize, functionCost } from '../../../prices/functionCost.ts';
import { NO_REQUESTS, type Requests, requestsUsd } from '../../../prices/requests.ts';

/** What was used, and how much it costs at list prices. */
export class Bill {
  readonly #size: FunctionSize;
  readonly #requests: Requests = { ...NO_REQUESTS };
  #functionUsd = 0;
  #functionSeconds = 0;

  constructor(size: FunctionSize) {
    this.#size = size;
  }

  /** Of all invocations, cold starts included, as Lambda bills them since 2025-08. */
  get functionSeconds(): number {
    return this.#functionSeconds;
  }

  get usd(): number {
    return this.#functionUsd + requestsUsd(this.#requests);
  }

  addInvocation(seconds: number): void {
    this.#functionSeconds += seconds;
    this.#functionUsd += functionCost(seconds, this.#size).usd;
  }

  add(kind: keyof Requests, count: number): void {
    this.#requests[kind] += count;
  }

  /** What comes around a job of its own, as the product counts it: notice, news, the lines of its log. */
  addAround(): void {
    for (const [kind, count] of Object.entries(REQUESTS_AROUND)) this.add(kind as keyof Requests, count);
  }
}
