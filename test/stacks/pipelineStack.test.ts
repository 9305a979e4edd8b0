import { beforeAll, describe, expect, it, vi } from 'vitest';
import { INDEXES } from '../../contract/ledgerTable.ts';
import { elfFile } from './support/craftElf.ts';
import { type Resource, type Synthesized, synthesize } from './support/synthesize.ts';

const QUEUE = 'AWS::SQS::Queue';
const BUCKET = 'AWS::S3::Bucket';

describe.each(['local', 'staging', 'production'])('the %s stack', profileName => {
  let stack: Synthesized;

  beforeAll(async () => {
    vi.stubEnv('FFMPEG_BIN', elfFile());
    stack = await synthesize({ profileName });
    vi.unstubAllEnvs();
  });

  it('gives every queue six times its function timeout, and one message an invocation, but for what waits for receivers', () => {
    const mappings = stack.all('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(10);
    for (const [, { Properties }] of mappings) {
      const timeout = resource(stack, Properties.FunctionName).Properties.Timeout as number;
      expect(resource(stack, Properties.EventSourceArn).Properties.VisibilityTimeout).toBe(6 * timeout);
      const { QueueName } = resource(stack, Properties.EventSourceArn).Properties;
      const BatchSize = /-webhook-(slow-)?deliveries$/.test(String(QueueName)) ? 10 : 1;
      expect(Properties).toMatchObject({ BatchSize, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
  });

  it('gives every queue a dead-letter queue, or it is one', () => {
    const dead = new Set<string>();
    for (const { Properties } of Object.values(stack.template.Resources)) {
      const target = (Properties.RedrivePolicy as { deadLetterTargetArn: unknown } | undefined)
        ?.deadLetterTargetArn;
      if (target) dead.add(stack.text(target));
      for (const { DeadLetterConfig } of (Properties.Targets ?? []) as {
        DeadLetterConfig: { Arn: unknown };
      }[])
        dead.add(stack.text(DeadLetterConfig.Arn));
    }
    for (const [id, { Properties }] of stack.all(QUEUE)) {
      expect(Boolean(Properties.RedrivePolicy) || dead.has(`<${id}.Arn>`), id).toBe(true);
    }
  });

  it('keeps dead letters longer than work, and takes them from their own queue only', () => {
    for (const [id, { Properties }] of stack.all(QUEUE)) {
      const policy = Properties.RedrivePolicy as { deadLetterTargetArn: unknown } | undefined;
      if (!policy) continue;
      const dlq = resource(stack, policy.deadLetterTargetArn).Properties;
      expect(dlq.MessageRetentionPeriod, id).toBeGreaterThan(Properties.MessageRetentionPeriod as number);
      const allowed = dlq.RedriveAllowPolicy as { redrivePermission: string; sourceQueueArns: unknown[] };
      expect(allowed.redrivePermission).toBe('byQueue');
      expect(allowed.sourceQueueArns.map(arn => stack.text(arn))).toEqual([
        expect.stringMatching(new RegExp(`:${Properties.QueueName}$`)),
      ]);
    }
  });

  it.each([QUEUE, BUCKET, 'AWS::SNS::Topic'])('lets nobody reach an %s without TLS', type => {
    for (const [id] of stack.all(type)) {
      const denies = stack.statements(id).filter(({ Effect }) => Effect === 'Deny');
      expect(denies, id).toContainEqual(
        expect.objectContaining({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  it('encrypts queues and buckets, and closes buckets to the public', () => {
    for (const [, { Properties }] of stack.all(QUEUE)) expect(Properties.SqsManagedSseEnabled).toBe(true);
    for (const [, { Properties }] of stack.all(BUCKET)) {
      expect(JSON.stringify(Properties.BucketEncryption)).toContain('AES256');
      expect(Object.values(Properties.PublicAccessBlockConfiguration as object)).toEqual(Array(4).fill(true));
    }
  });

  it('logs every function to a group of its own that forgets', () => {
    const groups = stack.all('AWS::Lambda::Function').map(([, { Properties }]) => {
      return (Properties.LoggingConfig as { LogGroup: { Ref: string } }).LogGroup.Ref;
    });
    expect(new Set(groups).size).toBe(groups.length);
    for (const id of groups) {
      expect(stack.template.Resources[id]?.Properties.RetentionInDays).toBeGreaterThan(0);
    }
  });

  it('runs its own functions on Node 24, traced, each under a role of its own', () => {
    const own = stack.all('AWS::Lambda::Function').filter(([, { Properties }]) => Properties.FunctionName);
    expect(own).toHaveLength(10);
    for (const [, { Properties }] of own) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', TracingConfig: { Mode: 'Active' } });
    }
    expect(new Set(own.map(([, { Properties }]) => stack.text(Properties.Role))).size).toBe(own.length);
  });

  it('keeps the ledger and the webhooks recoverable, expiring and paid by use', () => {
    expect(stack.all('AWS::DynamoDB::Table').map(([, table]) => table.Properties)).toMatchObject([
      {
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [{ AttributeName: 'jobId', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: Object.keys(INDEXES).map(IndexName => ({ IndexName })),
      },
      {
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'webhook', KeyType: 'HASH' },
          { AttributeName: 'item', KeyType: 'RANGE' },
        ],
      },
    ]);
  });

  it('keeps data when the stack goes, exactly where the profile says so', () => {
    const policy = profileName === 'production' ? 'Retain' : 'Delete';
    for (const type of [BUCKET, 'AWS::DynamoDB::Table']) {
      for (const [id, { DeletionPolicy }] of stack.all(type)) expect(DeletionPolicy, id).toBe(policy);
    }
  });

  it('alarms on every dead-letter queue, late work, function errors and throttles, and says what to do', () => {
    const alarms = stack.all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    const watched = alarms.map(({ MetricName, Dimensions = [{ Value: '' }] }) => {
      const [dimension] = Dimensions as { Value: unknown }[];
      return `${MetricName} ${stack.text(dimension?.Value)}`;
    });
    for (const [id, { Properties }] of stack.all(QUEUE)) {
      const metric = Properties.RedrivePolicy
        ? 'ApproximateAgeOfOldestMessage'
        : 'ApproximateNumberOfMessagesVisible';
      expect(watched).toContain(`${metric} <${id}.QueueName>`);
    }
    for (const [id, { Properties }] of stack.all('AWS::Lambda::Function')) {
      if (!Properties.FunctionName) continue;
      expect(watched).toEqual(expect.arrayContaining([`Errors <${id}>`, `Throttles <${id}>`]));
    }
    expect(watched.some(text => text.startsWith('NumberOfNotificationsFailed'))).toBe(true);
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(/\. [A-Z].+\.$/);
      expect(AlarmActions).toHaveLength(1);
    }
  });

  it("brings fanreel's own MediaConvert events to the job-state queue", () => {
    const [[, rule]] = stack.all('AWS::Events::Rule') as [[string, Resource]];
    expect(rule.Properties.EventPattern).toEqual({
      source: ['aws.mediaconvert'],
      'detail-type': ['MediaConvert Job State Change'],
      detail: {
        status: ['PROGRESSING', 'STATUS_UPDATE', 'COMPLETE', 'ERROR', 'CANCELED'],
        userMetadata: { fanreel: ['fanreel.job/1'] },
      },
    });
    const [target] = rule.Properties.Targets as { Arn: unknown }[];
    expect(resource(stack, target?.Arn).Properties.QueueName).toMatch(/-job-state$/);
  });

  it('tells the CLI where everything is', () => {
    expect(Object.keys(stack.template.Outputs).sort()).toEqual([
      'InputBucket',
      'LedgerTable',
      'NoticesQueueUrl',
      'Profile',
      'ReconcileQueueUrl',
      'RecordingsBucket',
      'Rendition1080p',
      'Rendition720p',
      'Renditionclips',
      'Renditionthumbnails',
      'StatusTopicArn',
      'UploadsTopicArn',
      'WebhookParts',
      'Wishes',
    ]);
    const told: unknown = JSON.parse(stack.text(stack.template.Outputs.Rendition720p?.Value));
    expect(told).toEqual({
      name: '720p',
      queueUrl: expect.stringMatching(/^<.*Queue/),
      dlqUrl: expect.stringMatching(/^<.*Dlq/),
      dlqArn: expect.stringMatching(/^<.*Dlq.*\.Arn>$/),
      subscriptionDlqUrl: expect.stringMatching(/^<.*SubscriptionDlq/),
      bucket: expect.stringMatching(/^<.*Output/),
      function: expect.stringMatching(/^<.*Function/),
      logGroup: expect.stringMatching(/^<.*Logs/),
      presetHash: expect.stringMatching(/^[0-9a-f]{12}$/),
      codeVersion: 'inline',
      container: 'mp4',
      kind: 'video',
    });
  });
});

describe('names', () => {
  it('are fixed where the profile fixes them', async () => {
    const stack = await synthesize();
    const names = (type: string, property: string) =>
      stack
        .all(type)
        .map(([, { Properties }]) => Properties[property])
        .filter(Boolean)
        .sort();
    expect(names(BUCKET, 'BucketName')).toEqual([
      'fanreel-1080p',
      'fanreel-720p',
      'fanreel-access-logs',
      'fanreel-clips',
      'fanreel-input',
      'fanreel-recordings',
      'fanreel-thumbnails',
    ]);
    expect(names(QUEUE, 'QueueName')).toEqual([
      'fanreel-1080p',
      'fanreel-1080p-dlq',
      'fanreel-1080p-subscription-dlq',
      'fanreel-720p',
      'fanreel-720p-dlq',
      'fanreel-720p-subscription-dlq',
      'fanreel-clips',
      'fanreel-clips-dlq',
      'fanreel-clips-subscription-dlq',
      'fanreel-job-state',
      'fanreel-job-state-dlq',
      'fanreel-job-state-rule-dlq',
      'fanreel-notices',
      'fanreel-notices-dlq',
      'fanreel-reconcile',
      'fanreel-reconcile-dlq',
      'fanreel-reconcile-rule-dlq',
      'fanreel-thumbnails',
      'fanreel-thumbnails-dlq',
      'fanreel-thumbnails-subscription-dlq',
      'fanreel-webhook-deliveries',
      'fanreel-webhook-deliveries-dlq',
      'fanreel-webhook-events',
      'fanreel-webhook-events-dlq',
      'fanreel-webhook-events-subscription-dlq',
      'fanreel-webhook-slow-deliveries',
      'fanreel-webhook-slow-deliveries-dlq',
    ]);
    expect(names('AWS::SNS::Topic', 'TopicName')).toEqual([
      'fanreel-alarms',
      'fanreel-status',
      'fanreel-uploads',
    ]);
    expect(names('AWS::DynamoDB::Table', 'TableName')).toEqual(['fanreel-jobs', 'fanreel-webhooks']);
    expect(names('AWS::Lambda::Function', 'FunctionName')).toEqual([
      'fanreel-1080p',
      'fanreel-720p',
      'fanreel-clips',
      'fanreel-job-state',
      'fanreel-notify',
      'fanreel-reconcile',
      'fanreel-thumbnails',
      'fanreel-webhook-deliveries',
      'fanreel-webhook-events',
      'fanreel-webhook-slow-deliveries',
    ]);
  });

  it('by which CloudFormation knows what holds data or messages stay: under another it would make a new one', async () => {
    const stack = await synthesize();
    const ids = (type: string) =>
      stack
        .all(type)
        .map(([id]) => id)
        .sort();
    expect([BUCKET, 'AWS::DynamoDB::Table', 'AWS::SNS::Topic'].flatMap(ids)).toEqual([
      'AccessLogs8B620ECA',
      'InputBucket35D89CB1',
      'RecordingsA3BDCC51',
      'Rendition1080pOutputAD582F25',
      'Rendition720pOutputADBF4BF5',
      'RenditionclipsOutput2974437F',
      'RenditionthumbnailsOutputA3641C1D',
      'LedgerTable9343E4AA',
      'WebhooksTable55C3C645',
      'Alarms04B5A0BF',
      'Status274336EC',
      'Uploads4F6EB0FD',
    ]);
    expect(ids(QUEUE)).toEqual([
      'JobStateRuleDlq83416794',
      'JobStateWorkDlq22AD91BC',
      'JobStateWorkQueue99E214E5',
      'NoticesWorkDlqDDB787AC',
      'NoticesWorkQueueC9924BF8',
      'ReconcileRuleDlq952CAD48',
      'ReconcileWorkDlq6F1134B5',
      'ReconcileWorkQueue479DEE8A',
      'Rendition1080pSubscriptionDlqA30E0492',
      'Rendition1080pWorkDlq15195756',
      'Rendition1080pWorkQueue43A201C7',
      'Rendition720pSubscriptionDlq0CD2FF86',
      'Rendition720pWorkDlq6726AB85',
      'Rendition720pWorkQueue303BF458',
      'RenditionclipsSubscriptionDlq30F7A97D',
      'RenditionclipsWorkDlqFE3E707D',
      'RenditionclipsWorkQueueA7A620E6',
      'RenditionthumbnailsSubscriptionDlqEF931AB5',
      'RenditionthumbnailsWorkDlq49290EB1',
      'RenditionthumbnailsWorkQueueE623FB54',
      'WebhooksToldDeliveriesWorkDlq04AD747F',
      'WebhooksToldDeliveriesWorkQueue9A3F7807',
      'WebhooksToldEventsSubscriptionDlq0E347249',
      'WebhooksToldEventsWorkDlqCDD00853',
      'WebhooksToldEventsWorkQueueAADBD3A3',
      'WebhooksToldSlowDeliveriesWorkDlq0C6163EA',
      'WebhooksToldSlowDeliveriesWorkQueue1A431EEE',
    ]);
  });

  it('are left to CloudFormation for what holds data, where the profile does not', async () => {
    const stack = await synthesize({ profile: { fixedNames: false } });
    for (const [, { Properties }] of stack.all(BUCKET)) expect(Properties.BucketName).toBeUndefined();
    for (const [, { Properties }] of stack.all('AWS::DynamoDB::Table'))
      expect(Properties.TableName).toBeUndefined();
  });
});

describe('alarms', () => {
  it("reach the profile's address", async () => {
    const stack = await synthesize({ profile: { alarmEmail: 'on-call@example.com' } });
    const [, { Properties }] = stack.one('AWS::SNS::Subscription', 'Protocol', 'email');
    expect(Properties.Endpoint).toBe('on-call@example.com');
  });
});

/** What a reference points at. */
function resource(stack: Synthesized, reference: unknown): Resource {
  const id = stack.text(reference).match(/^<(\w+)/)?.[1] ?? '';
  const found = stack.template.Resources[id];
  if (!found) throw new Error(`No resource ${id}`);
  return found;
}
