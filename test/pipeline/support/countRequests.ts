import type { IncomingMessage, ServerResponse } from 'node:http';
import { MEDIACONVERT_PATH } from '../../../local/mediaconvert/mediaConvertHandler.ts';
import { addRequests, NO_REQUESTS, type Requests } from '../../../prices/requests.ts';

/** What embedded services are asked, told by the wire alone, and so apart from how a function's meter tells it. */
export class RequestCount {
  #seen = NO_REQUESTS;

  /** Takes note of a request, and of what the service says that it consumed. */
  readonly onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('DynamoDB')) this.#countUnits(target, response);
    else if (target.startsWith('AmazonSQS')) this.#add({ sqsRequests: 1 });
    // What it makes is billed by the minute, and asking for it by nothing.
    else if (!request.url?.startsWith(MEDIACONVERT_PATH)) this.#add(s3Request(request));
  };

  get seen(): Requests {
    return this.#seen;
  }

  reset(): void {
    this.#seen = NO_REQUESTS;
  }

  #add(more: Partial<Requests>): void {
    this.#seen = addRequests(this.#seen, more);
  }

  #countUnits(target: string, response: ServerResponse): void {
    const end = response.end.bind(response);
    response.end = ((body: unknown, ...rest: []) => {
      const { ConsumedCapacity } = JSON.parse(String(body)) as { ConsumedCapacity?: Told | Told[] };
      const told = [ConsumedCapacity ?? { CapacityUnits: 1 }].flat();
      const units = told.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      this.#add(/Put|Update/.test(target) ? { writeUnits: units } : { readUnits: units });
      return end(body, ...rest);
    }) as typeof response.end;
  }
}

interface Told {
  CapacityUnits: number;
}

function s3Request({ method = '', url = '' }: IncomingMessage): Partial<Requests> {
  if (method === 'DELETE') return {};
  return method === 'PUT' || method === 'POST' || url.includes('list-type')
    ? { s3Writes: 1 }
    : { s3Reads: 1 };
}
