import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { METRICS_NAMESPACE } from '../../contract/metrics.ts';
import type { Handled } from '../../pipeline/answerTo.ts';
import type { Outcome } from '../../pipeline/outcomes/outcome.ts';
import type { Delivered } from '../../pipeline/webhooks/deliver.ts';
import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { invocation, sqsEvent, sqsRecord } from '../handlers/support/invocation.ts';
import { attempt, job } from '../handlers/support/jobs.ts';
import { type EmittedMetric, emittedIn, linesOf } from '../handlers/telemetry/support/emittedMetrics.ts';
import { type Synthesized, synthesize } from '../stacks/support/synthesize.ts';
import { metricsOfAlarms, metricsOfDashboard, type WatchedMetric } from '../stacks/support/watchedMetrics.ts';

const SINCE = new Date('2026-11-20T10:00:05Z');
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

let stack: Synthesized;
let emitted: EmittedMetric[];

beforeAll(async () => {
  stack = await synthesize({ profile: { alarmUsdPerHour: 5 } });
  const presets = await loadPresets();
  emitted = emittedIn(await linesOf(() => runAll(presets)));
}, 60_000);

afterAll(() => {
  vi.unstubAllEnvs();
});

describe('the metrics', () => {
  it('that alarms watch are all emitted, with the very same dimensions', () => {
    const watched = own(metricsOfAlarms(stack));
    expect(watched.length).toBeGreaterThan(0);
    expect(unheard(watched)).toEqual([]);
  });

  it('that the dashboard shows are all emitted, with the very same dimensions', () => {
    const watched = own(metricsOfDashboard(stack));
    expect(watched.length).toBeGreaterThan(0);
    expect(unheard(watched)).toEqual([]);
  });

  it('that are emitted are all shown on the dashboard', () => {
    const shown = new Set(metricsOfDashboard(stack).map(asText));
    expect(emitted.map(asText).filter(text => !shown.has(text))).toEqual([]);
  });
});

function own(watched: WatchedMetric[]): WatchedMetric[] {
  return watched.filter(({ namespace }) => namespace === METRICS_NAMESPACE);
}

function unheard(watched: WatchedMetric[]): string[] {
  const heard = new Set(emitted.map(asText));
  return watched.map(asText).filter(text => !heard.has(text));
}

function asText({ namespace, name, dimensions }: WatchedMetric): string {
  // A function's name is a reference in the template, and is fanreel's own choice.
  return [namespace, name, ...dimensions.map(named)].join(' ');
}

function named(dimension: string): string {
  const id = dimension.match(/^function_name=<(\w+)>$/)?.[1];
  return id ? `function_name=${stack.template.Resources[id]?.Properties.FunctionName}` : dimension;
}

/** Makes the functions' code emit all that it can, in the environments that the template gives them. */
async function runAll(presets: Map<string, Preset>): Promise<void> {
  for (const [rendition, { kind }] of presets) {
    await inFunction(`fanreel-${rendition}`, async () => {
      const { report } = await import('../../handlers/telemetry/report.ts');
      const { reportOverdue } = await import('../../handlers/telemetry/reportOverdue.ts');
      for (const handled of everyEnd(rendition, kind)) report(handled, { receiveCount: 1, since: SINCE });
      reportOverdue(new Map([[rendition, 2]]));
      const { handler } = await import('../../handlers/transcode.ts');
      await handler(sqsEvent(sqsRecord()), invocation(`fanreel-${rendition}`));
    });
  }
  await inFunction('fanreel-job-state', async () => {
    const { handler } = await import('../../handlers/jobState.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-job-state'));
    await handler(sqsEvent(sqsRecord({ body: MANAGED_EVENT })), invocation('fanreel-job-state')); // the ledger is out of reach
  });
  await inFunction('fanreel-notify', async () => {
    const { handler } = await import('../../handlers/notify.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-notify'));
  });
  await inFunction('fanreel-webhook-events', async () => {
    const { handler } = await import('../../handlers/webhookEvents.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-webhook-events'));
  });
  await inFunction('fanreel-webhook-deliveries', async () => {
    const { handler } = await import('../../handlers/webhookDeliveries.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-webhook-deliveries'));
    const { reportDelivery } = await import('../../handlers/telemetry/reportDelivery.ts');
    const request = { deliveryMessageId: 'm', webhook: 'wh_1', delivery: 'msg_1', round: 1 };
    for (const delivered of EVERY_DELIVERY) reportDelivery(delivered, request);
  });
  await inFunction('fanreel-webhook-slow-deliveries', async () => {
    const { handler } = await import('../../handlers/webhookDeliveries.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-webhook-slow-deliveries'));
  });
  await inFunction('fanreel-reconcile', async () => {
    const { handler } = await import('../../handlers/reconcile.ts');
    await handler(sqsEvent(sqsRecord()), invocation('fanreel-reconcile'));
  });
}

/** With the modules loaded anew, as in a process of the function's own. */
async function inFunction(functionName: string, work: () => Promise<void>): Promise<void> {
  vi.unstubAllEnvs();
  vi.resetModules();
  const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', functionName);
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
  for (const [name, value] of Object.entries(Variables)) vi.stubEnv(name, stack.text(value));
  vi.stubEnv('QUEUE_URL', `${NOWHERE}/queue`);
  vi.stubEnv('AWS_ENDPOINT_URL', NOWHERE);
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand'); // else nothing counts as a cold start
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  await work();
}

const ANSWER = { at: SINCE.toISOString(), ms: 12, status: 200 };
const EVERY_DELIVERY: Delivered[] = [
  { done: 'delivered', answer: ANSWER },
  { done: 'dropped', answer: { ...ANSWER, status: 410 }, why: 'It answered 410.' },
  { done: 'old' },
  { again: 5, answer: { ...ANSWER, status: 500 } },
  { again: 5 },
  { failed: 'It answered 500.', answer: { ...ANSWER, status: 500 } },
];

const OF_ALL = ['superseded', 'held', 'already-complete', 'already-submitted'] as const;
const OF_CLIPS = ['pending', 'not-available', 'out-of-range'] as const;

function everyEnd(rendition: string, kind: Preset['kind']): Handled[] {
  const about = { messageId: 'message-1', rendition };
  const of = (more: Partial<Job> = {}): Job => job({ rendition, ...more });
  const outcomes: Outcome[] = [
    { result: 'complete', job: of() },
    { result: 'complete', job: of({ attempts: [attempt({ engine: 'mediaconvert' })] }) },
    { result: 'complete', job: of({ attempts: [attempt({ outcome: 'lost' }), attempt({ number: 2 })] }) },
    {
      result: 'submitted',
      job: of({ attempts: [attempt({ engine: 'mediaconvert', managedJobId: 'managed-1' })] }),
    },
    { result: 'submitted', job: of({ attempts: [attempt({ engine: 'segments', endedAt: undefined })] }) },
    { result: 'complete', job: of({ attempts: [attempt({ engine: 'segments' })] }) },
    { result: 'complete', job: of({ attempts: [attempt({ engine: 'ffmpeg', compute: 'container' })] }) },
    ...[...OF_ALL, ...(kind === 'clip' ? OF_CLIPS : [])].map(result => ({
      result,
      job: of({ attempts: [] }),
    })),
  ];
  const failures = (['transient', 'input', 'preset'] as const).map(failureClass => {
    const failure = { class: failureClass, code: 'code', message: 'It failed.' };
    return {
      acknowledge: false as const,
      retryInSeconds: 0,
      outcomes: [],
      about,
      failure,
      job: of({ state: 'failed', failure }),
    };
  });
  return [{ acknowledge: true, outcomes, about }, ...failures];
}

const MANAGED_EVENT = JSON.stringify({
  'detail-type': 'MediaConvert Job State Change',
  detail: {
    status: 'COMPLETE',
    jobId: 'managed-1',
    userMetadata: { fanreel: 'fanreel.job/1', jobId: 'job-1', attempt: '1' },
  },
});
