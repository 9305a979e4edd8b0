import { beforeAll, describe, expect, it } from 'vitest';
import { readDeployment } from '../../../contract/deployment.ts';
import { readEnvironment } from '../../../contract/environment.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import { loadProfile } from '../../../profiles/index.ts';
import { clipReceivesOf } from '../../../profiles/schema/clipReceives.ts';
import { SMALL_CLIPS } from '../../fixtures/clipPresets.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

/** What Lambda gives a function for all of its variables. */
const MAX_VARIABLE_BYTES = 4_096;

describe('a preset of clips', () => {
  let without: Synthesized;
  let one: Synthesized;
  let two: Synthesized;

  beforeAll(async () => {
    const video = await choosePresets(['720p']);
    const elsewhere: ClipPreset = {
      ...SMALL_CLIPS,
      recordings: { by: 'api', bucket: 'somebodys-recordings' },
      pendingSeconds: 60,
    };
    without = await synthesize({ presets: video });
    one = await synthesize({ presets: new Map([...video, ['cuts', SMALL_CLIPS]]) });
    two = await synthesize({ presets: new Map([...video, ['cuts', SMALL_CLIPS], ['more-cuts', elsewhere]]) });
  });

  it('brings its queue, DLQs, function and buckets by being there, and a second one the same but for the recordings', () => {
    const types = ['SQS::Queue', 'Lambda::Function', 'SNS::Subscription', 'S3::Bucket', 'CloudWatch::Alarm'];
    const counts = (stack: Synthesized) => types.map(type => stack.all(`AWS::${type}`).length);
    const added = (after: Synthesized, before: Synthesized) =>
      counts(after).map((count, at) => count - (counts(before)[at] ?? 0));
    expect(added(one, without)).toEqual([3, 1, 1, 2, 8]);
    expect(added(two, one)).toEqual([3, 1, 1, 1, 8]);
  });

  it('hears only messages that name it, so that no upload comes to it', () => {
    const filters = two
      .all('AWS::SNS::Subscription')
      .flatMap(([, { Properties }]) => Properties.FilterPolicy ?? []);
    expect(filters).toEqual([
      { rendition: ['720p', { exists: false }] },
      { rendition: ['cuts'] },
      { rendition: ['more-cuts'] },
    ]);
  });

  it('has its messages given out as often as waiting for recordings takes', async () => {
    const profile = await loadProfile('local');
    const receives = (name: string) => {
      const [, { Properties }] = two.one('AWS::SQS::Queue', 'QueueName', name);
      return (Properties.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount;
    };
    expect(receives('fanreel-cuts')).toBe(clipReceivesOf(profile, 900));
    expect(receives('fanreel-more-cuts')).toBe(clipReceivesOf(profile, 60));
    expect(receives('fanreel-720p')).toBe(profile.maxReceiveCount);
  });

  it('may read recordings and list them, and write none', () => {
    const [bucketId] = one.one('AWS::S3::Bucket', 'BucketName', 'fanreel-recordings');
    const [, { Properties }] = one.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-cuts');
    const roleId = (Properties.Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0] as string;
    const about = one
      .statements(roleId)
      .filter(({ Resource }) => JSON.stringify(Resource).includes(`"${bucketId}"`))
      .flatMap(({ Action }) => Action);
    expect([...new Set(about)].sort()).toEqual(['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket']);
  });

  it('is told where recordings are, and what it is told fits', () => {
    const variables = (name: string) => {
      const [, { Properties }] = two.one('AWS::Lambda::Function', 'FunctionName', name);
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      return Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, two.text(value)]));
    };
    const told = variables('fanreel-cuts');
    const [bucketId] = two.one('AWS::S3::Bucket', 'BucketName', 'fanreel-recordings');
    expect(readEnvironment('transcode', told)).toMatchObject({
      PRESET: SMALL_CLIPS,
      RECORDINGS_BUCKET: `<${bucketId}>`,
    });
    expect(variables('fanreel-more-cuts').RECORDINGS_BUCKET).toBe('somebodys-recordings');
    expect(variables('fanreel-720p')).not.toHaveProperty('RECORDINGS_BUCKET');
    expect(JSON.stringify(told).length).toBeLessThan(MAX_VARIABLE_BYTES * 0.8);
  });

  it('is told of in the outputs, with where its recordings are', () => {
    const outputs = Object.fromEntries(
      Object.entries(two.template.Outputs).map(([name, { Value }]) => [name, asDeployed(two.text(Value))]),
    );
    const { renditions, recordingsBucket } = readDeployment(outputs);
    expect(renditions.map(({ name, kind }) => [name, kind])).toEqual([
      ['720p', 'video'],
      ['cuts', 'clip'],
      ['more-cuts', 'clip'],
    ]);
    expect(renditions[1]?.recordings).toEqual({
      by: 'key',
      bucket: recordingsBucket,
      templates: ["{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4"],
      longestSeconds: 600,
    });
    expect(renditions[2]?.recordings).toEqual({ by: 'api', bucket: 'somebodys-recordings' });
  });

  it('costs no bucket for recordings where there is none', () => {
    expect(without.template.Outputs).not.toHaveProperty('RecordingsBucket');
  });
});

/** References stand for URLs and ARNs, as a deploy fills them in. */
function asDeployed(text: string): string {
  return text
    .replaceAll(/<([A-Za-z0-9]*)\.Arn>/g, 'arn:$1')
    .replaceAll(/<([A-Za-z0-9]*(?:Queue|Dlq)[A-Za-z0-9]*)>/g, 'https://sqs.example.com/$1')
    .replaceAll(/<(Uploads|Status)([A-Za-z0-9]*)>/g, 'arn:$1');
}
