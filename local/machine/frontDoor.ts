import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { S3Error, type S3Store, s3Target } from '../../emulator/index.ts';

/** What answers on the stack's port before its services do: a page of ours, say. */
export interface FrontDoor {
  /** Whether it answers this path at all. */
  takes(request: IncomingMessage): boolean;
  answer: RequestListener;
  /** Whether it answers this request's wish to speak something else than HTTP: a WebSocket's handshake. */
  upgrades(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/**
 * What lies in a bucket is other people's, and has the page's own origin here: as a document of its own it gets one that is
 * nobody's, so that a script in it can ask for nothing in the page's name.
 */
const OF_NO_ORIGIN = 'sandbox allow-scripts allow-forms allow-popups allow-downloads';

/** Who answers on the stack's port: the door, where there is one and it takes the request, or a service. */
export class Doorway {
  #door: FrontDoor | undefined;

  /** Opens the door of a server that `createServer` made. */
  open(door: FrontDoor, server: Server): void {
    this.#door = door;
    server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head));
  }

  /** A server whose clients may offer HTTP/2 by an Upgrade, and are answered as all others: only a door upgrades. */
  createServer(answer: RequestListener): Server {
    return createServer({ shouldUpgradeCallback: request => this.#door?.upgrades(request) ?? false }, answer);
  }

  /** Answers by the door or, beside it, by the services. What is signed, or of a bucket that there is, is for S3, whatever its name. */
  before(services: RequestListener, s3: S3Store): RequestListener {
    return (request, response) => {
      const door = this.#door;
      if (door?.takes(request) && !isForBucket(request, s3)) return door.answer(request, response);
      if (door && request.headers['sec-fetch-mode'] === 'navigate') {
        response.setHeader('content-security-policy', OF_NO_ORIGIN);
      }
      return services(request, response);
    };
  }
}

function isForBucket(request: IncomingMessage, s3: S3Store): boolean {
  try {
    const { bucket, query } = s3Target(request);
    const isSigned = request.headers.authorization !== undefined || query.has('X-Amz-Signature');
    return isSigned || s3.buckets.has(bucket);
  } catch (error) {
    if (error instanceof S3Error) return false;
    throw error;
  }
}
