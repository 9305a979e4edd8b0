import { beforeAll, describe, expect, it } from 'vitest';
import { type Resource, type Synthesized, synthesize } from './support/synthesize.ts';

describe('the role', () => {
  let stack: Synthesized;

  beforeAll(async () => {
    stack = await synthesize();
  });

  it('of a rendition reads uploads, writes its own output and touches nothing of another', () => {
    const input = bucket('fanreel-input');
    const output = bucket('fanreel-720p');
    const granted = grants(role('fanreel-720p'));
    expect(granted.filter(grant => grant.startsWith('s3:')).sort()).toEqual(
      [
        `s3:GetObject <${input}.Arn>/*`,
        `s3:GetObjectVersion <${input}.Arn>/*`,
        `s3:ListBucket <${input}.Arn>`,
        `s3:ListBucket <${output}.Arn>`,
        `s3:GetObject <${output}.Arn>/*`,
        `s3:PutObject <${output}.Arn>/*`,
        `s3:AbortMultipartUpload <${output}.Arn>/*`,
        `s3:DeleteObject <${output}.Arn>/.fanreel/*`,
      ].sort(),
    );
    expect(granted.join('\n')).not.toContain('1080p');
  });

  it('of a rendition sends notices, asks its own queue anew, and no other, and publishes nothing', () => {
    const sent = (name: string) => grants(role(name)).filter(grant => grant.startsWith('sqs:SendMessage'));
    const queue = (name: string) =>
      `sqs:SendMessage <${stack.one('AWS::SQS::Queue', 'QueueName', name)[0]}.Arn>`;
    for (const name of ['fanreel-720p', 'fanreel-thumbnails']) {
      expect(sent(name)).toEqual([queue('fanreel-notices'), queue(name)]);
      expect(grants(role(name)).join('\n')).not.toContain('sns:');
    }
  });

  it('of the notify function publishes on the status topic, notes how renditions end, and does nothing else', () => {
    const [status] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-status');
    const [table] = stack.one('AWS::DynamoDB::Table', 'TableName', 'fanreel-jobs');
    const granted = grants(role('fanreel-notify'));
    expect(granted.filter(grant => grant.startsWith('sns:'))).toEqual([`sns:Publish <${status}>`]);
    expect(granted.filter(grant => grant.startsWith('dynamodb:'))).toEqual([
      `dynamodb:BatchGetItem <${table}.Arn>`,
      `dynamodb:UpdateItem <${table}.Arn>`,
    ]);
    expect(granted.join('\n')).not.toMatch(/s3:|mediaconvert:|iam:/);
  });

  it('of the reconcile function asks for uploads, and starts no encode of its own', () => {
    const [uploads] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-uploads');
    const granted = grants(role('fanreel-reconcile'));
    expect(granted.filter(grant => grant.startsWith('sns:'))).toEqual([`sns:Publish <${uploads}>`]);
    expect(granted.join('\n')).not.toMatch(/CreateJob|iam:/);
  });

  it('of a rendition passes exactly the MediaConvert role, to MediaConvert', () => {
    const passes = stack.statements(role('fanreel-720p')).filter(({ Action }) => Action === 'iam:PassRole');
    expect(passes).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: { 'Fn::GetAtt': [mediaConvertRole()[0], 'Arn'] },
        Condition: { StringEquals: { 'iam:PassedToService': 'mediaconvert.amazonaws.com' } },
      },
    ]);
  });

  it('of the job-state function publishes every output and puts messages back into every queue', () => {
    const granted = grants(role('fanreel-job-state'));
    for (const rendition of ['720p', '1080p']) {
      const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', `fanreel-${rendition}`);
      expect(granted).toContain(`sqs:SendMessage <${queue}.Arn>`);
      expect(granted).toContain(`s3:PutObject <${bucket(`fanreel-${rendition}`)}.Arn>/*`);
    }
    expect(granted.join('\n')).not.toMatch(/mediaconvert:|iam:/);
  });

  it('of MediaConvert is assumed for one queue of this account, reads uploads and writes staged files only', () => {
    const [id, { Properties }] = mediaConvertRole();
    const [trust] = (Properties.AssumeRolePolicyDocument as { Statement: { Condition: unknown }[] })
      .Statement;
    expect(trust?.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnEquals: { 'aws:SourceArn': expect.anything() },
    });
    expect(JSON.stringify(trust)).toContain(':queues/Default');
    const written = grants(id).filter(grant => /Put|Abort|Delete/.test(grant));
    for (const grant of written) expect(grant).toMatch(/Output\w+\.Arn>\/\.fanreel\/\*$/);
  });

  it('of no function can write to the input bucket, so that no output is an upload', () => {
    const input = bucket('fanreel-input');
    for (const [id] of stack.all('AWS::IAM::Role')) {
      const onInput = grants(id).filter(grant => grant.includes(`<${input}.Arn>/`));
      expect(
        onInput.every(grant => grant.startsWith('s3:GetObject')),
        id,
      ).toBe(true);
    }
  });

  it('of nothing is a managed policy or a wildcard action', () => {
    for (const [id, { Properties }] of stack.all('AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns, id).toBeUndefined();
      expect(grants(id).join('\n'), id).not.toMatch(/^\S*\*/m);
    }
  });

  /** `action resource`, one for each pair. */
  function grants(roleId: string, within = stack): string[] {
    return within.statements(roleId).flatMap(({ Action, Resource }) => {
      const resources = [Resource].flat().map(one => within.text(one));
      return [Action].flat().flatMap(action => resources.map(one => `${action} ${one}`));
    });
  }

  function role(functionName: string, within = stack): string {
    const [, { Properties }] = within.one('AWS::Lambda::Function', 'FunctionName', functionName);
    return (Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
  }

  function bucket(name: string): string {
    return stack.one('AWS::S3::Bucket', 'BucketName', name)[0];
  }

  function mediaConvertRole(): [string, Resource] {
    const found = stack.all('AWS::IAM::Role').find(([id]) => id.startsWith('MediaConvert'));
    if (!found) throw new Error('There is no MediaConvert role');
    return found;
  }
});
