import { CreateJobCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '../local/mediaconvert/support/settings.ts';
import { LocalPort, openSite } from './localPort.ts';
import { openBrowser } from './openBrowser.ts';
import { addTools } from './pageTools.ts';

/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const FORM = 'application/x-www-form-urlencoded';
const SQS = '2012-11-05';
const SNS = '2010-03-31';
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:topic';

/** DynamoDB wants a signature, of anybody. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
  'x-amz-date': '20260101T000000Z',
};

let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

describe.each([
  ['with the guard, nothing happens and nothing is read', undefined, false],
  ['without it, all of it happens', () => null, true],
])('%s', (_, guard, happens) => {
  let port: LocalPort;

  beforeAll(async () => {
    port = await LocalPort.open(guard);
    const { s3, sqs, sns } = port.services;
    for (const queue of ['purged', 'blind', 'told', 'read']) sqs.createQueue(queue, {});
    for (const queue of ['purged', 'read']) await port.send(queue, 'secret-message');
    sns.createTopic('topic');
    sns.subscribe({ topicArn: TOPIC, queueArn: 'arn:aws:sqs:us-east-1:000000000000:told', raw: true });
    s3.buckets.create('videos');
    for (const key of ['pixel.png', 'deleted.png']) await port.put('videos', key, PIXEL, 'image/png');
    await port.put('videos', 'secret.txt', Buffer.from('secret-object'), 'text/plain');
    await port.makeTable('secret-table');
  });

  afterAll(() => port.close());

  /** A page at this address, and the statuses that the port answered to it. */
  async function open(url: string): Promise<{ page: Page; statuses: number[] }> {
    const page = await browser.newPage();
    const statuses: number[] = [];
    page.on('response', reply => {
      if (new URL(reply.url()).port === port.port && !reply.url().endsWith('/page')) {
        statuses.push(reply.status());
      }
    });
    await page.goto(url);
    await addTools(page);
    return { page, statuses };
  }

  // Another site, and another port of the same host, which browsers call the same site.
  it.each(['foreign.example', '127.0.0.1'])(
    'forms, blind requests and images of a page at %s',
    async host => {
      const { page, statuses } = await open(`http://${host}:${site.port}/`);
      const job = await jobBody();
      const before = {
        blind: await port.messages('blind'),
        told: await port.messages('told'),
        jobs: await port.jobs(),
      };
      await port.put('videos', 'deleted.png', PIXEL, 'image/png');
      await port.send('purged', 'again');
      const seen = await page.evaluate(
        async ({ at, queue, FORM, SQS, SNS, TOPIC, job }) => {
          const { form, blind, image, read } = globalThis.tools;
          await form(at, { Action: 'PurgeQueue', Version: SQS, QueueUrl: `${queue}/purged` });
          await blind(at, `Action=SendMessage&Version=${SQS}&MessageBody=x&QueueUrl=${queue}/blind`, FORM);
          await form(at, { Action: 'Publish', Version: SNS, TopicArn: TOPIC, Message: 'x' });
          await form(at, { Action: 'AssumeRole', Version: '2011-06-15', RoleArn: 'r', RoleSessionName: 's' });
          await form(at, { Action: 'DescribeStacks', Version: '2010-05-15' });
          await form(
            `${at}/videos`,
            { key: 'planted.html', success_action_status: '201', file: '<script>' },
            'multipart/form-data',
          );
          await blind(
            `${at}/videos?delete`,
            '<Delete><Object><Key>deleted.png</Key></Object></Delete>',
            'text/plain',
          );
          // A text form writes name=value: the equals sign and the line end fit into JSON.
          const [name = '', value = ''] = job.split('=');
          await form(`${at}/2017-08-29/jobs`, { [name]: value }, 'text/plain');
          const width = await image(`${at}/videos/pixel.png`);
          for (const path of ['/', '/2017-08-29/jobs', '/000000000000/purged']) await image(at + path);
          const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
          const answers = await Promise.all([
            read(`${at}/videos/secret.txt`),
            read(at, { method: 'POST', headers, body: '{}' }),
            read(at, {
              method: 'POST',
              headers: { 'content-type': FORM },
              body: `Action=ListQueues&Version=${SQS}`,
            }),
          ]);
          return { width, answers };
        },
        { at: port.endpoint, queue: `${port.endpoint}/000000000000`, FORM, SQS, SNS, TOPIC, job },
      );
      expect({
        purged: (await port.messages('purged')) === 0,
        sent: (await port.messages('blind')) > before.blind,
        published: (await port.messages('told')) > before.told,
        planted: (await port.keys('videos')).includes('planted.html'),
        deleted: !(await port.keys('videos')).includes('deleted.png'),
        encoded: (await port.jobs()) > before.jobs,
        pictured: seen.width === 1,
      }).toEqual({
        ...{ purged: happens, sent: happens, published: happens, planted: happens, deleted: happens },
        ...{ encoded: happens, pictured: happens },
      });
      // What is blind in both cases: browsers themselves keep a page from reading another's answers.
      for (const answer of seen.answers) expect(answer).toMatch(/Failed to fetch/);
      if (!happens) expect(new Set(statuses)).toEqual(new Set([403]));
      await page.close();
    },
  );

  it('a page whose name was made to resolve to this machine', async () => {
    const origin = `http://rebound.example:${port.port}`;
    const context = await browser.newContext();
    const page = await context.newPage();
    // What the name led to a moment ago: a server of the page's own.
    await page.route(`${origin}/page`, route =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(`${origin}/page`);
    await addTools(page);
    const answers = await page.evaluate(
      async ({ FORM, SQS, SNS, queue, signed }) => {
        const { read } = globalThis.tools;
        const query = (body: string) =>
          read('/', { method: 'POST', headers: { 'content-type': FORM }, body });
        const dynamo = (action: string, body: object) =>
          read('/', {
            method: 'POST',
            headers: {
              ...signed,
              'x-amz-target': `DynamoDB_20120810.${action}`,
              'content-type': 'application/x-amz-json-1.0',
            },
            body: JSON.stringify(body),
          });
        return {
          object: await read('/videos/secret.txt'),
          buckets: await read('/'),
          message: await query(`Action=ReceiveMessage&Version=${SQS}&QueueUrl=${queue}/read`),
          topics: await query(`Action=ListTopics&Version=${SNS}`),
          account: await query('Action=GetCallerIdentity&Version=2011-06-15'),
          stack: await query('Action=DescribeStacks&Version=2010-05-15'),
          tables: await dynamo('ListTables', {}),
          jobs: await read('/2017-08-29/jobs'),
          deleted: await dynamo('DeleteTable', { TableName: 'secret-table' }),
          written: await read('/videos/rebound', { method: 'PUT', body: 'x' }),
        };
      },
      { FORM, SQS, SNS, queue: `${port.endpoint}/000000000000`, signed: SIGNED },
    );
    if (happens) {
      expect(answers).toMatchObject({
        ...{ object: 'secret-object', buckets: expect.stringContaining('<Name>videos<') },
        ...{ message: expect.stringContaining('secret-message'), topics: expect.stringContaining(TOPIC) },
        ...{
          account: expect.stringContaining('GetCallerIdentityResult'),
          jobs: expect.stringContaining('"jobs"'),
        },
        ...{
          stack: expect.stringContaining('secret-output'),
          tables: expect.stringContaining('secret-table'),
        },
        ...{ deleted: expect.stringContaining('DELETING') },
      });
    } else {
      for (const answer of Object.values(answers)) {
        expect(answer).toMatch(/AccessDenied|names of this machine only/);
        expect(answer).toMatch(/rebound\.example/);
      }
    }
    expect((await port.keys('videos')).includes('rebound')).toBe(happens);
    await context.close();
  });

  it('a link to an object, which is answered when it is typed', async () => {
    const link = `${port.endpoint}/videos/secret.txt?X-Amz-Signature=x`;
    const { page } = await open(`http://foreign.example:${site.port}/`);
    const followed = page.waitForResponse(reply => reply.url() === link);
    await page.evaluate(`location.href = ${JSON.stringify(link)}`);
    expect((await followed).status()).toBe(happens ? 200 : 403);
    await page.close();
    const address = await browser.newPage();
    const typed = await address.goto(link);
    expect([typed?.status(), await typed?.text()]).toEqual([200, 'secret-object']);
    await address.close();
  });
});

/** The body that a client sends to make a job, with an `=` in it and open for something behind. */
async function jobBody(): Promise<string> {
  let body = '';
  const client = new MediaConvertClient({
    ...{ region: 'us-east-1', endpoint: 'http://127.0.0.1', maxAttempts: 1 },
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async (request: { body: Uint8Array }) => {
        body = new TextDecoder().decode(request.body);
        throw new Error('Only the body is wanted.');
      },
    },
  });
  await client
    .send(new CreateJobCommand({ Role: 'arn:aws:iam::000000000000:role/r', Settings: settings() }))
    .catch(() => {});
  return `${body.slice(0, -1)},"userMetadata":{"a":"="}}`;
}
