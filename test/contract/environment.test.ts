import { describe, expect, it } from 'vitest';
import { type Environment, readEnvironment, writeEnvironment } from '../../contract/environment.ts';
import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';

/** The variables of a reconcile function as a deployment of an earlier version has them. */
const RECONCILE = {
  QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/fanreel-reconcile',
  RETRY_SECONDS: '30',
  LEDGER_TABLE: 'fanreel-jobs',
  NOTICES_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/fanreel-notices',
  JOB_DAYS: '90',
  LEASE_SECONDS: '60',
  FUNCTION_MEMORY_MB: '3538',
  FUNCTION_SCRATCH_MB: '10240',
  FUNCTION_ARCHITECTURE: 'arm64',
  MAX_RECEIVE_COUNT: '5',
  INPUT_BUCKET: 'fanreel-input',
  OVERDUE_MINUTES: '120',
  UPLOADS_TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads',
  RENDITIONS:
    '[{"name":"720p","presetHash":"0123456789ab","outputBucket":"fanreel-720p","container":"mp4"},{"name":"thumbnails","presetHash":"ba9876543210","outputBucket":"fanreel-thumbnails","container":null}]',
};

const TRANSCODE: Environment<'transcode'> = {
  ...readEnvironment('jobState', RECONCILE),
  RENDITION: '720p',
  PRESET: (await loadPresets()).get('720p') as Preset,
  FUNCTION_MEMORY_MB: 3_538,
  FUNCTION_TIMEOUT_SECONDS: 900,
  FUNCTION_SCRATCH_MB: 10_240,
  FUNCTION_ARCHITECTURE: 'x86_64',
  MEDIACONVERT_ENABLED: false,
  MEDIACONVERT_ABOVE_SECONDS: 600,
  SEGMENT_WORKERS: 12,
  MEDIACONVERT_ROLE_ARN: 'arn:aws:iam::000000000000:role/mediaconvert',
  MEDIACONVERT_QUEUE_ARN: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default',
  PROGRESS_SECONDS: 10,
  STALL_SECONDS: 120,
  ON_INCOMPLETE: 'refuse',
  MAX_RECEIVE_COUNT: 5,
  INPUT_BUCKET: 'fanreel-input',
  OUTPUT_BUCKET: 'fanreel-720p',
  FFMPEG_BIN: undefined,
};

describe("a function's variables", () => {
  it('are read as an earlier version wrote them', () => {
    expect(readEnvironment('reconcile', RECONCILE)).toMatchObject({
      JOB_DAYS: 90,
      FUNCTION_ARCHITECTURE: 'arm64',
      RENDITIONS: [
        { name: '720p', container: 'mp4' },
        { name: 'thumbnails', container: null },
      ],
    });
  });

  it('are read of a notify function that was deployed before sources were told of', () => {
    const { QUEUE_URL, RETRY_SECONDS } = RECONCILE;
    const STATUS_TOPIC_ARN = 'arn:aws:sns:us-east-1:000000000000:fanreel-status';
    expect(readEnvironment('notify', { QUEUE_URL, RETRY_SECONDS, STATUS_TOPIC_ARN })).toMatchObject({
      JOB_DAYS: 90,
      RENDITIONS: [],
    });
  });

  it('are written as they are read, with what a later version has added', () => {
    const environment = readEnvironment('reconcile', RECONCILE);
    const added = { PROGRESS_NEWS_PERCENT: '25' };
    expect(writeEnvironment({ file: 'reconcile', environment })).toEqual({ ...RECONCILE, ...added });
  });

  it('carry a preset, whether something is allowed, and nothing for what there is not', () => {
    const written = writeEnvironment({ file: 'transcode', environment: TRANSCODE });
    expect(written).toMatchObject({ MEDIACONVERT_ENABLED: 'false', MEDIACONVERT_ABOVE_SECONDS: '600' });
    expect(written.FFMPEG_BIN).toBeUndefined();
    expect(readEnvironment('transcode', written)).toEqual(TRANSCODE);
  });

  it('may lack what a later version added', () => {
    const { ON_INCOMPLETE: _, ...written } = writeEnvironment({ file: 'transcode', environment: TRANSCODE });
    expect(readEnvironment('transcode', written).ON_INCOMPLETE).toBe('make');
  });

  it('may be beside others, of Lambda and of a later version', () => {
    expect(readEnvironment('reconcile', { ...RECONCILE, AWS_REGION: 'us-east-1' })).not.toHaveProperty(
      'AWS_REGION',
    );
  });

  it.each([
    ['a missing one', { JOB_DAYS: undefined }, /JOB_DAYS/],
    ['what is no number', { JOB_DAYS: 'ninety' }, /JOB_DAYS/],
    ['what is not JSON', { RENDITIONS: '[' }, /is not JSON/],
  ])('are refused by name: %s', (_, change, name) => {
    expect(() => readEnvironment('reconcile', { ...RECONCILE, ...change })).toThrow(name);
  });
});
