import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INDEXES, type IndexName } from '../../contract/ledgerTable.ts';

/** What a test's stack holds, and what it was asked to do. */
export interface FakeAws {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** User metadata of each. */
  metadata: Map<string, Record<string, string>>;
  /** Ledger items, as plain objects. */
  jobs: Record<string, unknown>[];
  /** Items that lie beside them: beats, plans. */
  beside: Record<string, unknown>[];
  /** Messages in each DLQ. */
  deadLetters: number;
  published: URLSearchParams[];
  /** How a move of messages stands. */
  moveStatus: string;
  /** Called after the ledger was read. */
  onLook?: () => void;
  /** Called after an upload. */
  onUpload?: (key: string, eTag: string) => void;
  close(): Promise<void>;
}

/** Just enough of AWS to answer the commands of cli/, with the outputs of a stack that makes 720p and 1080p. */
export async function startFakeAws(): Promise<FakeAws> {
  const server = createServer((request, response) => void serve(fake, request, response));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const fake: FakeAws & { moves: number[] } = {
    endpoint: `http://127.0.0.1:${port}`,
    objects: new Map(),
    metadata: new Map(),
    jobs: [],
    beside: [],
    deadLetters: 0,
    published: [],
    moveStatus: 'COMPLETED',
    moves: [],
    close: () => close(server),
  };
  return fake;
}

type State = FakeAws & { moves: number[] };

async function serve(fake: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  if (target) return json(response, answerTarget(fake, target, JSON.parse(body.toString())));
  if (request.url === '/') return answerForm(fake, new URLSearchParams(body.toString()), response);
  answerS3(fake, request, response, body);
}

function answerForm(fake: State, form: URLSearchParams, response: ServerResponse): void {
  if (form.get('Action') === 'Publish') {
    fake.published.push(form);
    response.end(
      '<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>',
    );
  } else if (form.get('StackName') === 'fanreel') {
    response.end(describedStack(fake.endpoint));
  } else {
    const message = `Stack with id ${form.get('StackName')} does not exist`;
    response.statusCode = 400;
    response.end(
      `<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  }
}

function describedStack(endpoint: string): string {
  const rendition = (name: string) =>
    JSON.stringify({
      name,
      queueUrl: `${endpoint}/000000000000/fanreel-${name}`,
      dlqUrl: `${endpoint}/000000000000/fanreel-${name}-dlq`,
      dlqArn: `arn:aws:sqs:us-east-1:000000000000:fanreel-${name}-dlq`,
      subscriptionDlqUrl: `${endpoint}/000000000000/fanreel-${name}-subscription-dlq`,
      bucket: `fanreel-${name}`,
      function: `fanreel-${name}`,
    });
  const outputs = {
    InputBucket: 'fanreel-input',
    UploadsTopicArn: 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads',
    StatusTopicArn: 'arn:aws:sns:us-east-1:000000000000:fanreel-status',
    LedgerTable: 'fanreel-jobs',
    ReconcileQueueUrl: `${endpoint}/000000000000/fanreel-reconcile`,
    Rendition720p: rendition('720p'),
    Rendition1080p: rendition('1080p'),
  };
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replaceAll('"', '&quot;')}</OutputValue></member>`,
  );
  const stack = `<member><StackName>fanreel</StackName><Outputs>${members.join('')}</Outputs></member>`;
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

function answerS3(fake: State, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const path = decodeURIComponent(new URL(request.url ?? '', fake.endpoint).pathname);
  const key = path.slice('/fanreel-input/'.length);
  if (request.method === 'PUT') {
    fake.objects.set(key, body);
    fake.metadata.set(key, userMetadata(request));
    const eTag = `e${fake.objects.size}`;
    response.setHeader('etag', `"${eTag}"`).end();
    fake.onUpload?.(key, eTag);
  } else if (/^\/fanreel-input\/?$/.test(path)) {
    response.end(listed(fake, new URL(request.url ?? '', fake.endpoint).searchParams.get('prefix') ?? ''));
  } else {
    answerObject(request, response, fake.objects.get(key));
  }
}

function listed({ objects }: State, prefix: string): string {
  const keys = [...objects.keys()].filter(key => key.startsWith(prefix));
  const contents = keys.map(key => `<Contents><Key>${key}</Key></Contents>`);
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
}

function userMetadata({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith(META));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(META.length), String(value)]));
}

const META = 'x-amz-meta-';

/** HEAD, and GET by range. */
function answerObject(request: IncomingMessage, response: ServerResponse, body: Buffer | undefined): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (!body) response.statusCode = 404;
  else if (from && to) response.writeHead(206).write(body.subarray(Number(from), Number(to) + 1));
  else response.setHeader('content-length', body.length);
  response.end();
}

/** The DLQs hold the letters; SNS delivers everything. */
function waiting({ deadLetters }: State, queueUrl: string): number {
  return queueUrl.endsWith('-subscription-dlq') ? 0 : deadLetters;
}

function answerTarget(fake: State, action: string, input: Record<string, unknown>): object {
  switch (action) {
    case 'GetQueueAttributes':
      return { Attributes: { ApproximateNumberOfMessages: String(waiting(fake, String(input.QueueUrl))) } };
    case 'StartMessageMoveTask':
      fake.moves.push(fake.deadLetters);
      fake.deadLetters = 0;
      return { TaskHandle: 'handle' };
    case 'ListMessageMoveTasks':
      return {
        Results: fake.moves.map((moved, index) => ({
          Status: fake.moveStatus,
          ApproximateNumberOfMessagesMoved: moved,
          StartedTimestamp: index + 1,
        })),
      };
    case 'BatchGetItem':
      return beside(fake, input as unknown as Parameters<typeof beside>[1]);
    default:
      setImmediate(() => fake.onLook?.());
      return query(
        fake,
        input as { IndexName: string; ExpressionAttributeValues: Record<string, { S: string }> },
      );
  }
}

/** DynamoDB's Query by any index, newest first as the reader asks for it. */
function query(
  fake: State,
  {
    IndexName,
    ExpressionAttributeValues,
  }: { IndexName: string; ExpressionAttributeValues: Record<string, { S: string }> },
): object {
  const { partition: field, sort } = INDEXES[IndexName as IndexName];
  const wanted = Object.values(ExpressionAttributeValues)[0]?.S;
  const found = fake.jobs.filter(job => job[field] === wanted);
  const sorted = found.toSorted((a, b) => String(b[sort]).localeCompare(String(a[sort])));
  return { Items: sorted.map(job => marshal(job).M) };
}

/** DynamoDB's BatchGetItem, of what lies beside jobs. */
function beside(
  fake: State,
  { RequestItems }: { RequestItems: Record<string, { Keys: { jobId: { S: string } }[] }> },
): object {
  const found = Object.entries(RequestItems).map(([table, { Keys }]) => {
    const wanted = Keys.map(({ jobId }) => jobId.S);
    const items = fake.beside.filter(({ jobId }) => wanted.includes(String(jobId)));
    return [table, items.map(item => marshal(item).M)];
  });
  return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
}

function marshal(value: unknown): { M?: unknown; [type: string]: unknown } {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(marshal) };
  return {
    M: Object.fromEntries(Object.entries(value as object).map(([name, field]) => [name, marshal(field)])),
  };
}

function json(response: ServerResponse, answer: object): void {
  response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(done => server.close(() => done()));
}
