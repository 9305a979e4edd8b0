import { beforeAll, describe, expect, it } from 'vitest';
import { DASHBOARD_PORT } from '../../../profiles/schema/dashboardOrigins.ts';
import { type Resource, type Synthesized, synthesize } from '../support/synthesize.ts';

interface TopicConfiguration {
  readonly Events: string[];
  readonly Filter?: unknown;
  readonly TopicArn: unknown;
}

describe.each([
  ['a new input bucket', undefined],
  ['an input bucket that was there before', 'my-uploads'],
])('%s', (_, inputBucket) => {
  let stack: Synthesized;
  let closed: Synthesized;

  beforeAll(async () => {
    closed = await synthesize({
      profile: { inputBucket, uploadOrigins: undefined, dashboardOrigins: [] },
    });
    stack = inputBucket ? closed : await synthesize();
  });

  it('announces every object, small or multipart, whatever its name', () => {
    const { TopicConfigurations: configurations } = notification().Properties.NotificationConfiguration as {
      TopicConfigurations: TopicConfiguration[];
    };
    const [{ Events, TopicArn, Filter } = { Events: [], TopicArn: null }, ...more] = configurations;
    expect(more).toEqual([]);
    expect(Events).toEqual(['s3:ObjectCreated:*']);
    expect(Filter).toBeUndefined();
    expect(stack.text(TopicArn)).toMatch(/^<Uploads/);
  });

  it('alone may publish uploads, and only from this account', () => {
    const [id] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-uploads');
    const [allowed, ...more] = stack.statements(id).filter(({ Effect }) => Effect === 'Allow');
    expect(more).toEqual([]);
    expect(allowed).toMatchObject({
      Action: 'sns:Publish',
      Principal: { Service: 's3.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(stack.text(allowed?.Condition?.ArnLike?.['aws:SourceArn'])).toBe(
      inputBucket ? `arn:<AWS::Partition>:s3:::${inputBucket}` : `<${bucketId()}.Arn>`,
    );
  });

  it('sets its notification only once the topic lets S3 in and the helper function may do so', () => {
    const { DependsOn } = notification();
    expect(DependsOn).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^UploadsPolicy/),
        expect.stringMatching(/^InputNotifierPolicy/),
      ]),
    );
  });

  it("leaves notifications that others set alone, unless the bucket is the stack's own", () => {
    expect(notification().Properties.Managed).toBe(inputBucket === undefined);
  });

  it('lets no web page in, unless the profile names its origin', () => {
    for (const [, { Properties }] of closed.all('AWS::S3::Bucket')) {
      expect(Properties).not.toHaveProperty('CorsConfiguration');
    }
  });

  it('is named in the outputs', () => {
    expect(stack.text(stack.template.Outputs.InputBucket?.Value)).toBe(inputBucket ?? `<${bucketId()}>`);
  });

  function bucketId(): string {
    return stack.one('AWS::S3::Bucket', 'BucketName', 'fanreel-input')[0];
  }

  function notification(): Resource {
    const [found, ...more] = stack.all('Custom::S3BucketNotifications');
    if (!found || more.length > 0) throw new Error('There should be one bucket notification');
    return found[1];
  }
});

describe('CORS rules', () => {
  const rule = (AllowedOrigins: string[], AllowedMethods: string[]) => ({
    ...{ AllowedOrigins, AllowedMethods },
    ...{ AllowedHeaders: ['*'], ExposedHeaders: ['ETag'], MaxAge: 3600 },
  });
  const rulesOf = (stack: Synthesized, bucket: string) =>
    stack.one('AWS::S3::Bucket', 'BucketName', bucket)[1].Properties.CorsConfiguration;

  it('let pages of exactly the origins in the profile upload, and read the ETag of each part', async () => {
    const uploadOrigins = ['https://app.example', 'http://localhost:3000'];
    const stack = await synthesize({ profile: { uploadOrigins, dashboardOrigins: [] } });
    expect(rulesOf(stack, 'fanreel-input')).toEqual({
      CorsRules: [rule(uploadOrigins, ['PUT', 'POST', 'GET', 'HEAD'])],
    });
    const others = stack.all('AWS::S3::Bucket').filter(([, { Properties }]) => Properties.CorsConfiguration);
    expect(others).toHaveLength(1);
  });

  it.each([
    [undefined, [`http://127.0.0.1:${DASHBOARD_PORT}`, `http://localhost:${DASHBOARD_PORT}`]],
    [['https://videos.example'], ['https://videos.example']],
  ])(
    'of dashboards at %s let them upload, and show what comes out, but change nothing of that',
    async (dashboardOrigins, origins) => {
      const stack = await synthesize({ profile: { uploadOrigins: [], dashboardOrigins } });
      expect(rulesOf(stack, 'fanreel-input')).toEqual({ CorsRules: [rule(origins, ['PUT', 'GET', 'HEAD'])] });
      for (const bucket of ['fanreel-720p', 'fanreel-thumbnails', 'fanreel-recordings']) {
        expect(rulesOf(stack, bucket)).toEqual({ CorsRules: [rule(origins, ['GET', 'HEAD'])] });
      }
      expect(rulesOf(stack, 'fanreel-access-logs')).toBeUndefined();
    },
  );
});

describe('a profile whose outputs follow their sources', () => {
  const sources = { onDelete: 'delete-outputs' as const };
  const configurations = (stack: Synthesized) =>
    (stack.all('Custom::S3BucketNotifications')[0]?.[1].Properties.NotificationConfiguration ?? {}) as {
      QueueConfigurations?: { Events: string[]; QueueArn: unknown }[];
    };

  it.each([undefined, 'my-uploads'])(
    'lets the reconcile queue, and it alone, hear of what is deleted of %s',
    async inputBucket => {
      const stack = await synthesize({ profile: { sources, inputBucket, uploadOrigins: undefined } });
      const [told, ...more] = configurations(stack).QueueConfigurations ?? [];
      expect([told?.Events, more]).toEqual([['s3:ObjectRemoved:*'], []]);
      expect(stack.text(told?.QueueArn)).toMatch(/^<ReconcileWorkQueue.*\.Arn>$/);
      const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-reconcile');
      const s3 = stack.statements(queue).filter(({ Principal }) => JSON.stringify(Principal).includes('s3.'));
      expect(s3).toMatchObject([
        {
          ...{ Effect: 'Allow', Action: 'sqs:SendMessage' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ]);
    },
  );

  it('is the only one in which anybody may delete outputs, or hears of deletions', async () => {
    const text = async (profile: object) => {
      const stack = await synthesize({ profile });
      const deletes = JSON.stringify(stack.template).match(/s3:DeleteObject/g) ?? [];
      return [deletes.length, configurations(stack).QueueConfigurations?.length ?? 0];
    };
    const [kept] = await text({});
    expect(await text({ sources: { onDelete: 'keep' } })).toEqual([kept, 0]);
    expect(await text({ sources })).not.toEqual([kept, 0]);
  });
});
