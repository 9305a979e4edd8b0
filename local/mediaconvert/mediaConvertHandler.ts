import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cancelJob } from './actions/cancelJob.ts';
import { createJob } from './actions/createJob.ts';
import { describeEndpoints } from './actions/describeEndpoints.ts';
import { getJob } from './actions/getJob.ts';
import { getQueue, listQueues } from './actions/getQueue.ts';
import { listJobs } from './actions/listJobs.ts';
import type { MediaConvertStore } from './mediaConvertStore.ts';
import { type Reply, ServiceError } from './reply.ts';

/** Every path of the service begins so (the API's version). */
export const MEDIACONVERT_PATH = '/2017-08-29/';

/** MediaConvert's API over HTTP: REST with JSON, errors named in `x-amzn-errortype`. */
export function mediaConvertHandler(
  store: MediaConvertStore,
): (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void> {
  return async (request, response, body) => {
    try {
      send(response, await route(store, request, body));
    } catch (error) {
      const name = error instanceof ServiceError ? error.name : 'InternalServerErrorException';
      const status = error instanceof ServiceError ? error.httpStatus : 500;
      const message = error instanceof Error ? error.message : String(error);
      send(response, { status, body: { message } }, { 'x-amzn-errortype': name });
    }
  };
}

function route(store: MediaConvertStore, request: IncomingMessage, body: Buffer): Reply | Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, , collection, name] = url.pathname.split('/').map(decodeURIComponent);
  switch (`${request.method} ${collection}${name ? '/x' : ''}`) {
    case 'POST jobs':
      return createJob(store, parse(body));
    case 'GET jobs':
      return listJobs(store, url.searchParams);
    case 'GET jobs/x':
      return getJob(store, name ?? '');
    case 'DELETE jobs/x':
      return cancelJob(store, name ?? '');
    case 'POST endpoints':
      return describeEndpoints(store);
    case 'GET queues':
      return listQueues(store);
    case 'GET queues/x':
      return getQueue(store, name ?? '');
    default:
      throw new ServiceError(
        'BadRequestException',
        `The local MediaConvert does not know ${request.method} ${url.pathname}.`,
      );
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ServiceError('BadRequestException', 'The request body is not JSON.');
  }
}

function send(response: ServerResponse, { status, body }: Reply, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(JSON.stringify(body));
}
