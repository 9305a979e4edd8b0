import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockFinding } from '../../../../cli/commands/doctor/account.ts';
import {
  concurrencyFinding,
  functionFindings,
  sourceFinding,
} from '../../../../cli/commands/doctor/functions.ts';
import { confirmationFindings, wiringFindings } from '../../../../cli/commands/doctor/wiring.ts';
import type { Deployment } from '../../../../contract/deployment.ts';
import { listen } from '../../../../local/machine/listen.ts';
import { type EmulatedAws, emulateAws } from '../../emulatedAws.ts';
import { runCli } from '../../runCli.ts';
import { runOnTerminal } from '../../runOnTerminal.ts';

describe('on this machine', () => {
  let aws: EmulatedAws;

  beforeAll(async () => {
    aws = await emulateAws();
    aws.emulator.sns.createTopic('fanreel-status');
  });

  afterAll(() => aws.close());

  const run = (args: string[] = [], more: Record<string, string> = {}) =>
    runCli(['doctor', ...args], { AWS_ENDPOINT_URL: aws.endpoint, ...more });

  /** What differs from machine to machine. */
  const steady = (text: string) =>
    text
      .replaceAll(/^(ok +(?:node|ffmpeg|disk) {2,}).*(?:\n {12,}(?!->).*)*$/gm, '$1...')
      .replaceAll(aws.endpoint, 'ENDPOINT');

  it('says what there is, what could not be asked, and how to mend the rest, the same on a terminal', async () => {
    const [{ code, stdout, stderr }, seen] = await Promise.all([
      run(),
      runOnTerminal(['doctor'], { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
    ]);
    const noDlq = (name: string) =>
      `warn       ${`queue of ${name}`.padEnd(19)}  has no DLQ for what SNS cannot deliver
                                -> deploy the stack again, which sets it as it
                                was
`;
    expect(steady(stdout)).toBe(`\
ok         node                 ...
ok         ffmpeg               ...
ok         disk                 ...
ok         credentials          arn:aws:iam::000000000000:user/local, account
                                000000000000
ok         region               us-east-1, at ENDPOINT
ok         clock                as the answer tells it
ok         stack                fanreel is CREATE_COMPLETE
not asked  uploads told         of bucket notifications there is no API here
${['720p', '1080p', 'thumbnails'].map(noDlq).join('')}\
ok         subscriptions        none waits to be confirmed
not asked  event sources        there is no such API here
not asked  Lambda quota         there is no such API here
not asked  MediaConvert quota   there is no such API here
not asked  webhooks             the profile has none
`);
    expect([code, stderr]).toEqual([0, '']);
    expect(steady(seen.text)).toBe(steady(stdout));
    expect(seen.raw).toContain('\x1b[33mwarn\x1b[39m');
  });

  it('exits with 1 where something fails, and says it to programs', async () => {
    const { code, stdout, stderr } = await run(['--json', '--stack', 'other'], { FFMPEG_BIN: '/no/such' });
    const told = JSON.parse(stdout) as { what: string; level: string }[];
    expect(told.filter(({ level }) => level === 'fail').map(({ what }) => what)).toEqual(['ffmpeg', 'stack']);
    expect([code, stderr]).toEqual([1, '2 checks failed: mend it as said above.\n']);
  });

  it('asks for a start where nothing answers, and says so of a port that another program has', async () => {
    const other = createServer((_request, response) => response.end('not fanreel'));
    const port = await listen(other, 0);
    const taken = await run(['--endpoint', `http://127.0.0.1:${port}`]);
    await new Promise(done => other.close(done));
    const free = await run(['--endpoint', `http://127.0.0.1:${port}`]);
    expect(taken.code).toBe(1);
    expect([free.code, free.stdout]).toMatchObject([
      0,
      expect.stringMatching(/^warn +stack +Nothing answers/m),
    ]);
  });

  it('says in a line what is wrong with an endpoint', async () => {
    const { code, stderr } = await run(['--endpoint', 'nowhere']);
    expect([code, stderr]).toEqual([
      2,
      '"nowhere" is not an endpoint: give a URL such as http://127.0.0.1:4566.\n',
    ]);
  });
});

describe('on AWS', () => {
  /** Answers as Lambda, MediaConvert, S3 and SNS do, by path and action. */
  const answers: Record<string, string> = {
    '/2015-03-31/event-source-mappings': JSON.stringify({
      EventSourceMappings: [{ State: 'Disabled', ScalingConfig: { MaximumConcurrency: 20 } }],
    }),
    '/2016-08-19/account-settings': JSON.stringify({ AccountLimit: { UnreservedConcurrentExecutions: 10 } }),
    '/2017-08-29/queues': JSON.stringify({
      queues: [{ name: 'Default', status: 'ACTIVE', concurrentJobs: 20, submittedJobsCount: 1 }],
    }),
    '/in': '<NotificationConfiguration></NotificationConfiguration>',
    '/':
      '<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member>' +
      '<Protocol>email</Protocol><Endpoint>a@b.c</Endpoint><SubscriptionArn>PendingConfirmation</SubscriptionArn>' +
      '</member></Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>',
  };
  const server = createServer((request, response) => {
    response.end(answers[new URL(request.url ?? '', 'http://aws').pathname.replace(/(.)\/$/, '$1')]);
  });
  const deployment = {
    inputBucket: 'in',
    uploadsTopicArn: 'arn:aws:sns:us-east-1:1:fanreel-uploads',
    statusTopicArn: 'arn:aws:sns:us-east-1:1:fanreel-status',
    renditions: [
      { name: '720p', function: 'f', queueUrl: 'http://q/1/q', dlqArn: 'arn:aws:sqs:us-east-1:1:q-dlq' },
    ],
  } as Deployment;

  const connection = async () => ({
    endpoint: null,
    stackName: 'fanreel',
    clientConfig: {
      endpoint: `http://127.0.0.1:${await port}`,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: { connectionTimeout: 1_000, socketTimeout: 5_000 },
    },
  });
  const port = listen(server, 0);

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('finds functions that no queue drives, and what the account may run at once', async () => {
    const found = await functionFindings(deployment, await connection());
    expect(found.map(({ what, level }) => [what, level])).toEqual([
      ['function of 720p', 'fail'],
      ['Lambda quota', 'warn'],
      ['MediaConvert quota', 'ok'],
    ]);
  });

  it('finds a bucket that tells nobody, a queue that is not subscribed, and an e-mail that nobody confirmed', async () => {
    const found = await wiringFindings(deployment, await connection());
    expect(found.map(({ what, level }) => [what, level])).toEqual([
      ['uploads told', 'fail'],
      ['queue of 720p', 'fail'],
      ['subscriptions', 'warn'],
      ['subscriptions', 'warn'],
    ]);
  });
});

it.each([
  [0, 'ok'],
  [29_000, 'ok'],
  [-40_000, 'warn'],
  [400_000, 'fail'],
  [Number.NaN, 'unasked'],
])('a clock that is %d ms off is %s', (off, level) => {
  expect(clockFinding(off, 0).level).toBe(level);
});

it('tells what is enabled, enough and confirmed from what is not', () => {
  expect([sourceFinding('a', [{ State: 'Enabled' }]).level, sourceFinding('a', []).level]).toEqual([
    'ok',
    'fail',
  ]);
  const quotas = [concurrencyFinding(5, 10), concurrencyFinding(11, 10), concurrencyFinding(1, undefined)];
  expect(quotas.map(({ level }) => level)).toEqual(['ok', 'warn', 'unasked']);
  expect(confirmationFindings([{ SubscriptionArn: 'arn:x' }])).toMatchObject([{ level: 'ok' }]);
});
