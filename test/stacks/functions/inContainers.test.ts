import { beforeAll, describe, expect, it } from 'vitest';
import { containersOf } from '../../../contract/compute/containersOf.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { CONTAINERS } from '../../fixtures/containers.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

let usual: Synthesized;

beforeAll(async () => {
  usual = await stackOf({});
});

async function stackOf(profile: Partial<Profile>): Promise<Synthesized> {
  return await synthesize({ profile, presets: await loadPresets() });
}

function variablesOf(stack: Synthesized, name: string): Record<string, string> {
  const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', name);
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
  return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, stack.text(value)]));
}

function mappingOf(stack: Synthesized, queueName: string) {
  const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', queueName);
  const found = stack
    .all('AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .find(({ EventSourceArn }) => stack.text(EventSourceArn) === `<${queue}.Arn>`);
  if (!found) throw new Error(`Nothing is driven by ${queueName}.`);
  return found;
}

const alarmNames = (stack: Synthesized) =>
  stack.all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => String(Properties.AlarmName));

/** What of each kind one has that the other lacks, by logical id. */
function added(stack: Synthesized, type: string): string[] {
  return stack.all(type).flatMap(([id]) => (id in usual.template.Resources ? [] : [id]));
}

describe('a rendition that containers make', () => {
  let stack: Synthesized;

  beforeAll(async () => {
    stack = await stackOf({ compute: { '720p': 'kubernetes' }, containers: CONTAINERS });
  });

  it('keeps its queue, its function and what leads from one to the other, which stands by', () => {
    const { Enabled, ...mapping } = mappingOf(stack, 'fanreel-720p');
    expect(Enabled).toBe(false);
    expect(mapping).toEqual(mappingOf(usual, 'fanreel-720p'));
    expect(mappingOf(stack, 'fanreel-1080p').Enabled ?? true).toBe(true);
    const types = ['AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::Lambda::EventSourceMapping'];
    expect(types.flatMap(type => added(stack, type))).toEqual([]);
  });

  it('tells its function, and so its workers, how large they are and which queue is theirs', () => {
    const variables = variablesOf(stack, 'fanreel-720p');
    const { image: _, ...size } = CONTAINERS;
    expect(containersOf(variables)).toEqual({
      ...{ takes: 'all', on: 'kubernetes', queueUrl: variables.QUEUE_URL, spot: false },
      ...size,
    });
    expect(variablesOf(stack, 'fanreel-1080p')).not.toHaveProperty('CONTAINERS');
  });

  it('has no alarm on a function that nobody calls, and one on work that waits longer than two jobs may take', () => {
    const gone = alarmNames(usual).filter(name => !alarmNames(stack).includes(name));
    expect(gone.sort()).toEqual(['fanreel-fanreel-720p-errors', 'fanreel-fanreel-720p-throttles']);
    const [, { Properties }] = stack.one(
      'AWS::CloudWatch::Alarm',
      'AlarmName',
      'fanreel-720p-waits-too-long',
    );
    expect(Properties.Threshold).toBe(2 * CONTAINERS.timeoutSeconds);
  });
});

describe('a rendition whose long jobs containers make', () => {
  let stack: Synthesized;

  beforeAll(async () => {
    stack = await stackOf({ containers: { ...CONTAINERS, longJobs: 'kubernetes' } });
  });

  it('has a queue for them, which ends in its DLQ', () => {
    const [, { Properties: dlq }] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p-dlq');
    const [, { Properties: own }] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
    const [, { Properties: long }] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p-long');
    expect(long.RedrivePolicy).toEqual(own.RedrivePolicy);
    expect(long.MessageRetentionPeriod).toBe(own.MessageRetentionPeriod);
    const { sourceQueueArns } = dlq.RedriveAllowPolicy as { sourceQueueArns: unknown[] };
    expect(sourceQueueArns.map(arn => stack.text(arn).split(':').at(-1))).toEqual([
      'fanreel-720p',
      'fanreel-720p-long',
    ]);
  });

  it('has its function driven as ever, and lets it put long jobs there', () => {
    expect(mappingOf(stack, 'fanreel-720p')).toEqual(mappingOf(usual, 'fanreel-720p'));
    const [long] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p-long');
    const { takes, queueUrl } = containersOf(variablesOf(stack, 'fanreel-720p')) ?? {};
    expect({ takes, queueUrl }).toEqual({ takes: 'long-jobs', queueUrl: `<${long}>` });
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-720p');
    const role = stack.text(Properties.Role).replace(/^<(\w+)\.Arn>$/, '$1');
    const sends = stack.statements(role).filter(({ Action }) => Action === 'sqs:SendMessage');
    expect(JSON.stringify(sends)).toContain(long);
  });

  it('shows on its dashboard what waits there, and how many workers are busy', () => {
    const bodyOf = (one: Synthesized) => JSON.stringify(one.all('AWS::CloudWatch::Dashboard'));
    expect(bodyOf(stack)).toMatch(/busy-workers.*long jobs waiting|long jobs waiting.*busy-workers/);
    expect(bodyOf(usual)).not.toContain('busy-workers');
  });

  it('tells whoever deployed it where that queue is', () => {
    expect(JSON.stringify(stack.template.Outputs.Rendition720p)).toContain('longQueueUrl');
    expect(JSON.stringify(usual.template.Outputs.Rendition720p)).not.toContain('longQueueUrl');
  });
});

it('a stack without containers has nothing of them, but may ask whether long jobs of an earlier profile still wait', () => {
  const { Resources } = usual.template;
  const made = Object.values(Resources).filter(({ Type }) => Type !== 'AWS::IAM::Policy');
  const told = JSON.stringify(made).match(/CONTAINER\w*|\wp-long"/g);
  expect(told).toBeNull();
});
