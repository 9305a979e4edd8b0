import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from '../../cli/aws/connection.ts';
import { explainAwsError } from '../../cli/aws/explainAwsError.ts';
import { bucketsOf, type Deployment } from '../../contract/deployment.ts';
import type { Cluster } from '../reads/cluster/inCluster.ts';
import type { Health } from '../wire/health.ts';
import { PAGE_PATH, STREAM_PATH } from '../wire/paths.ts';
import { type Access, Door, LOGIN_PATH } from './access/door.ts';
import { askForToken, takeToken } from './access/signInPage.ts';
import type { Api } from './api.ts';
import { csp, s3Origins } from './csp.ts';
import { type GateOptions, gate } from './gate.ts';
import { jsonBody } from './jsonBody.ts';
import { objectCalled, passObject } from './objects.ts';
import type { PageFile } from './page/pageFile.ts';
import { PageFiles } from './page/pageFiles.ts';
import { openApiParts } from './routes/openApiParts.ts';
import type { Caller } from './routes/route.ts';
import { refuse, send, sendJson } from './send.ts';
import { Stream } from './stream.ts';
import { pathOf, takesPath } from './takesPath.ts';

export interface DashboardOptions extends GateOptions {
  deployment: Deployment;
  /** Where the stack is read, by the same clients on AWS and here. */
  connection: Connection;
  /** Whom it lets in; absent where it is served on this machine alone. */
  access?: Access;
  /** The port that serves the page serves the stack's S3, too. @default false */
  servesS3?: boolean;
  /** In which it runs, and whose pods it lists. @default none */
  cluster?: Cluster;
}

/** A page and its API, to be served by whoever has a port. */
export interface Dashboard {
  /** Whether the request's path is one of the dashboard's. */
  takes(request: IncomingMessage): boolean;
  answer: RequestListener;
  /** Whether it answers this request's wish to speak something else than HTTP. */
  upgrades(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** Opens what serves the page; nothing of the stack is read before somebody asks. */
export function openDashboard(options: DashboardOptions): Dashboard {
  const { connection, readOnly } = options;
  const explain = (error: unknown) => sentenceOf(explainAwsError(error, connection));
  const health: Health = {
    ...{ status: 'ok', stack: connection.stackName, place: connection.endpoint ?? 'AWS', readOnly },
    inputBucket: options.deployment.inputBucket,
  };
  const { watch, api } = openApiParts(options, health, explain);
  const stream = new Stream(watch, health);
  const files = new PageFiles();
  // Once, and not before somebody looks.
  let origins: Promise<string[]> | undefined;
  const policy = async ({ compiles = false }: PageFile) => {
    // Without a region, say, nothing else can be read either, and the page says so.
    origins ??= s3Origins(connection, bucketsOf(options.deployment)).catch(() => []);
    return csp(await origins, compiles);
  };
  const buckets = bucketsOf(options.deployment);
  const refusal = gate(options);
  const door = options.access && new Door(options.access);
  const callerOf = (request: IncomingMessage) => (door ? door.caller(request) : { user: null });
  return {
    takes: request => takesPath(pathOf(request)),
    answer: (request, response) => {
      const fail = (error: unknown) => refuse(response, 500, explain(error));
      // Who signs in changes nothing of the stack, and comes by a form.
      const isSignIn = door !== undefined && request.method === 'POST' && pathOf(request) === LOGIN_PATH;
      const refused = isSignIn ? options.guard(request) : refusal(request);
      if (refused !== null) return refuse(response, 403, refused);
      if (isSignIn) return void takeToken(request, response, door).catch(fail);
      const caller = callerOf(request);
      if (!caller) return askForToken(pathOf(request), response);
      const object =
        connection.endpoint === null ? null : objectCalled(request, connection.endpoint, buckets);
      if (object) return passObject(request, response, object);
      answerCall(request, response, { api, files, policy, caller }).catch(fail);
    },
    upgrades: request =>
      pathOf(request) === STREAM_PATH && request.headers.upgrade?.toLowerCase() === 'websocket',
    upgrade: (request, socket, head) => {
      const refused = refusal(request);
      if (refused === null && callerOf(request)) return stream.take(request, socket, head);
      // Whoever is refused may be gone before it hears.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
    close: async () => {
      watch.close();
      stream.close();
    },
  };
}

async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  {
    api,
    files,
    policy,
    caller,
  }: { api: Api; files: PageFiles; policy: (file: PageFile) => Promise<string>; caller: Caller },
): Promise<void> {
  const path = pathOf(request);
  const { method = 'GET', url = path } = request;
  const answer = await api.answer({
    method,
    path,
    url,
    caller,
    body: () => jsonBody(request),
  });
  if (answer) return sendJson(response, answer.status, answer.body);
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'This can only be read.');
  if (`${path}/` === PAGE_PATH) return send(response, 308, 'text/plain', '', { location: PAGE_PATH });
  const file = path.startsWith(PAGE_PATH) ? await files.file(path.slice(PAGE_PATH.length)) : undefined;
  if (file)
    return send(response, 200, file.type, file.body, { 'content-security-policy': await policy(file) });
  refuse(response, 404, `There is nothing at ${path}.`);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
