import { beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../contract/environment.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset, VideoPreset } from '../../../presets/schema/preset.ts';
import { loadProfile } from '../../../profiles/index.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

const SHARED = ['AWS::IAM::Policy', 'AWS::S3::BucketPolicy', 'AWS::CloudWatch::Dashboard'];

describe('a rendition', () => {
  let stack: Synthesized;
  let with480p: Synthesized;
  let presets: Map<string, Preset>;

  beforeAll(async () => {
    presets = await loadPresets();
    stack = await synthesize();
    const more = new Map(presets);
    more.set('480p', { ...(presets.get('720p') as VideoPreset), height: 480 });
    with480p = await synthesize({ presets: more });
  });

  it('comes with its queue, DLQs, function, bucket and subscription, by adding one preset', () => {
    const added = (type: string) => with480p.all(type).length - stack.all(type).length;
    expect(added('AWS::SQS::Queue')).toBe(3);
    expect(added('AWS::Lambda::Function')).toBe(1);
    expect(added('AWS::Lambda::EventSourceMapping')).toBe(1);
    expect(added('AWS::S3::Bucket')).toBe(1);
    expect(added('AWS::SNS::Subscription')).toBe(1);
    expect(added('AWS::CloudWatch::Alarm')).toBe(8);
    with480p.one('AWS::S3::Bucket', 'BucketName', 'fanreel-480p');
    with480p.one('AWS::SQS::Queue', 'QueueName', 'fanreel-480p-dlq');
    expect(with480p.template.Outputs).toHaveProperty('Rendition480p');
  });

  it('leaves the other renditions as they were', () => {
    for (const [id, before] of Object.entries(stack.template.Resources)) {
      // The job-state function and MediaConvert serve every rendition; the log bucket takes every bucket's logs; the
      // dashboard has a row for each; these functions are told of them all.
      const isTold = ['fanreel-reconcile', 'fanreel-notify'].includes(String(before.Properties.FunctionName));
      if (SHARED.includes(before.Type) || isTold) continue;
      expect(unnamed(with480p.template.Resources[id]), id).toEqual(unnamed(before));
    }
  });

  /** Whoever reads a wish has to know which renditions there are: functions that work on jobs are told their names. */
  function unnamed(resource: unknown): unknown {
    return JSON.parse(JSON.stringify(resource).replace(/\\"renditions\\":\[[^\]]*\],/, ''));
  }

  it('hears uploads and requests for it, raw, with a DLQ of its own for failed deliveries', () => {
    const [queueId] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
    const [dlqId] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p-subscription-dlq');
    const subscriptions = stack.all('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
    const own = subscriptions.find(({ Endpoint }) => stack.text(Endpoint) === `<${queueId}.Arn>`);
    expect(own).toMatchObject({
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicy: { rendition: ['720p', { exists: false }] },
    });
    expect(own?.RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [dlqId, 'Arn'] } });
  });

  it("lets the uploads topic, and no other, send to its queue and its subscription's DLQ", () => {
    const [topicId] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-uploads');
    for (const name of ['fanreel-720p', 'fanreel-720p-subscription-dlq']) {
      const [id] = stack.one('AWS::SQS::Queue', 'QueueName', name);
      expect(stack.statements(id).filter(({ Effect }) => Effect === 'Allow')).toEqual([
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'sns.amazonaws.com' },
          Resource: { 'Fn::GetAtt': [id, 'Arn'] },
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topicId } } },
        },
      ]);
    }
  });

  it('is told all that its function reads from the environment', () => {
    const env = environment('fanreel-720p');
    expect(readEnvironment('transcode', env)).toMatchObject({
      RENDITION: '720p',
      PRESET: presets.get('720p'),
      FUNCTION_MEMORY_MB: 3_538,
      FUNCTION_TIMEOUT_SECONDS: 900,
      MEDIACONVERT_ENABLED: true,
    });
    expect(env).toMatchObject({
      POWERTOOLS_SERVICE_NAME: 'fanreel',
      POWERTOOLS_METRICS_NAMESPACE: 'fanreel',
    });
    expect(env).not.toHaveProperty('FFMPEG_BIN');
  });

  it('is served by a job-state function that is told all that it reads', () => {
    expect(() => readEnvironment('jobState', environment('fanreel-job-state'))).not.toThrow();
  });

  it('clears what was staged and what was never completed', () => {
    const [, { Properties }] = stack.one('AWS::S3::Bucket', 'BucketName', 'fanreel-720p');
    expect((Properties.LifecycleConfiguration as { Rules: unknown }).Rules).toEqual([
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
      expect.objectContaining({ Prefix: '.fanreel/', ExpirationInDays: 2 }),
    ]);
  });

  function environment(functionName: string): Record<string, string> {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', functionName);
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, stack.text(value)]));
  }
});

it('has its queue asked by provisioned pollers where its profile says so, which bring no more than may run', async () => {
  const profile = { ...(await loadProfile('production')), segments: true, provisionedPollers: 4 };
  const [preset] = [...(await loadPresets()).values()].filter(({ kind }) => kind === 'video');
  const stack = await synthesize({ profile, presets: new Map([['720p', preset as Preset]]) });
  const polled = stack
    .all('AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .filter(({ ProvisionedPollerConfig }) => ProvisionedPollerConfig !== undefined);
  expect(polled).toHaveLength(1);
  expect(polled[0]?.ProvisionedPollerConfig).toEqual({
    MinimumPollers: 4,
    MaximumPollers: profile.function.maxConcurrency / 10,
  });
  // AWS takes one of the two.
  expect(polled[0]).not.toHaveProperty('ScalingConfig');
});

it('has its messages given out more often where they are of films in pieces, whose workers may die', async () => {
  const usual = await loadProfile('production');
  const [preset] = [...(await loadPresets()).values()].filter(({ kind }) => kind === 'video');
  const presets = new Map([['720p', preset as Preset]]);
  const receives = async (profile: typeof usual) => {
    const stack = await synthesize({ profile: { ...profile, fixedNames: true }, presets });
    const [, { Properties }] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
    return (Properties.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount;
  };
  expect(await receives(usual)).toBe(usual.maxReceiveCount);
  expect(await receives({ ...usual, segments: true })).toBe(usual.maxReceiveCount + 10);
});
