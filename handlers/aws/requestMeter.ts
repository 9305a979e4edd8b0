import type { Meter } from '../../pipeline/ports/meter.ts';
import { addRequests, NO_REQUESTS, type Requests } from '../../prices/requests.ts';
import { type Asked, billOf, failedBillOf } from './requestBill.ts';

/** Of an SDK's client, what the meter takes hold of. */
export interface MeteredClient {
  middlewareStack: {
    add(
      middleware: (next: Next, context: Asked) => Next,
      options: { step: 'initialize' | 'deserialize'; priority?: 'high'; name: string },
    ): void;
  };
}

/** The rest of what a request goes through; with the command's input, in the end its output. */
// biome-ignore lint/suspicious/noExplicitAny: The SDK types each client's stack by all inputs and outputs that it has.
type Next = (args: any) => Promise<any>;

/** Counts the requests of one function's clients: each try, for each is billed. */
export class RequestMeter implements Meter {
  #counted = NO_REQUESTS;

  /** Counts what this client asks from now on. */
  watch(client: MeteredClient): void {
    client.middlewareStack.add(askForUnits, { step: 'initialize', name: 'askForUnits' });
    // Outside of what reads the answer, and inside of what tries again.
    const options = { step: 'deserialize', priority: 'high', name: 'countRequests' } as const;
    client.middlewareStack.add((next, asked) => args => this.#counting(next, asked, args), options);
  }

  add(requests: Partial<Requests>): void {
    this.#counted = addRequests(this.#counted, requests);
  }

  get counted(): Requests {
    return this.#counted;
  }

  take(): Requests {
    const taken = this.#counted;
    this.#counted = NO_REQUESTS;
    return taken;
  }

  async #counting(next: Next, asked: Asked, args: unknown): Promise<unknown> {
    try {
      const result = await next(args);
      this.add(billOf(asked, result.output));
      return result;
    } catch (error) {
      this.add(failedBillOf(asked));
      throw error;
    }
  }
}

/** DynamoDB tells what a request consumed, indexes and all, where it is asked to. */
function askForUnits(next: Next, { clientName }: Asked): Next {
  if (clientName !== 'DynamoDBClient') return next;
  return args => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
}
