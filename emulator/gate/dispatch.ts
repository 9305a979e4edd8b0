import type { IncomingMessage, ServerResponse } from 'node:http';
import { readForm } from '../query/readForm.ts';
import type { Guard } from './pageGuard.ts';
import { protocolOf, refuseRequest } from './refuseRequest.ts';

/** Answers a request whose body has been read, since the body tells which service it is for. */
export type BodyHandler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;
/** Answers a request that nobody has read from yet. */
export type StreamHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Services {
  s3: StreamHandler;
  /** Whether the CORS rules of the bucket that is asked for let the request's origin do this. */
  s3AllowsOrigin(request: IncomingMessage): boolean;
  dynamo: StreamHandler;
  sqs: BodyHandler;
  sns: BodyHandler;
  sts: BodyHandler;
  secrets: BodyHandler;
  events: BodyHandler;
  logs: BodyHandler;
  cloudFormation: BodyHandler;
  /** Further services, which are not built here. */
  rest: readonly RestService[];
}

/** A service that speaks REST with JSON: every path of it begins with the version of its API, `/2017-08-29/` say. */
export interface RestService {
  path: string;
  answer: BodyHandler;
}

/** The API version that each Query service puts into every request. */
const QUERY_VERSIONS: Record<string, 'sqs' | 'sns' | 'sts' | 'cloudFormation'> = {
  '2012-11-05': 'sqs',
  '2010-03-31': 'sns',
  '2011-06-15': 'sts',
  '2010-05-15': 'cloudFormation',
};

/** The most that any of the services but S3 takes in one request: MediaConvert's settings, SQS's batches; bytes. */
const MAX_BODY = 4 * 1_048_576;

/**
 * One port for all of AWS: tells from a request which service it is for. Whatever is left is for S3. What the guard
 * refuses reaches none of them.
 */
export function dispatch(services: Services, guard: Guard): StreamHandler {
  const restPaths = services.rest.map(({ path }) => path);
  return async (request, response) => {
    try {
      const isS3 = protocolOf(request, restPaths) === 's3';
      const refused = guard(request, () => isS3 && services.s3AllowsOrigin(request));
      if (refused === null) await route(services, request, response);
      else
        refuseRequest(request, response, { status: 403, code: 'AccessDenied', message: refused }, restPaths);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    }
  };
}

async function route(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (target.startsWith('DynamoDB_')) return services.dynamo(request, response);
  const byBody = serviceByHead(services, request, target);
  if (!byBody) return services.s3(request, response);
  const body = await readBody(request);
  if (!body) return response.writeHead(413, { connection: 'close' }).end();
  return byBody(body)(request, response, body);
}

function serviceByHead(
  services: Services,
  request: IncomingMessage,
  target: string,
): ((body: Buffer) => BodyHandler) | null {
  if (target.startsWith('AmazonSQS.')) return () => services.sqs;
  if (target.startsWith('secretsmanager.')) return () => services.secrets;
  if (target.startsWith('AWSEvents.')) return () => services.events;
  if (target.startsWith('Logs_20140328.')) return () => services.logs;
  const rest = services.rest.find(({ path }) => request.url?.startsWith(path));
  if (rest) return () => rest.answer;
  if (protocolOf(request, []) !== 'query') return null;
  return body => {
    const version = QUERY_VERSIONS[String(readForm(body.toString()).Version)];
    return version ? services[version] : unknownService;
  };
}

/** A form for none of the services; S3's browser uploads are multipart and do not come here. */
function unknownService(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/plain' }).end('No service here has this API version.');
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever sends too much is told so, for which the connection has to last.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
