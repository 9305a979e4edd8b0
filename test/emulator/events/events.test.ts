import { expect, it } from 'vitest';
import { matchesPattern } from '../../../emulator/events/matchesPattern.ts';
import { s3Event } from '../../../emulator/s3/s3Event.ts';
import { announces } from '../../../local/template/notifications.ts';
import { parseMessage } from '../../../pipeline/uploads/parseMessage.ts';

const event = { source: 'aws.mediaconvert', detail: { status: 'COMPLETE', userMetadata: { fanreel: '1' } } };

it.each([
  [{ source: ['aws.mediaconvert'] }, true],
  [{ source: ['aws.s3', 'aws.mediaconvert'], detail: { status: ['COMPLETE', 'ERROR'] } }, true],
  [{ detail: { status: ['ERROR'] } }, false],
  [{ detail: { userMetadata: { fanreel: [{ exists: true }] } } }, true],
  [{ detail: { userMetadata: { other: [{ exists: false }] } } }, true],
  [{ detail: { status: [{ prefix: 'COM' }] } }, true],
  [{ detail: { missing: { deep: ['x'] } } }, false],
])('the pattern %j matches: %s', (pattern, matches) => {
  expect(matchesPattern(pattern, event)).toBe(matches);
});

it('a filter that it does not know is an error, not a guess', () => {
  expect(() => matchesPattern({ source: [{ wildcard: 'a*' }] }, event)).toThrow(/uses wildcard/);
});

const notification = {
  bucket: 'in',
  targetArn: 'arn:t',
  events: ['ObjectCreated:*'],
  prefix: '',
  suffix: '.mp4',
};

it.each([
  ['a.mp4', 'in', true],
  ['a.MP4', 'in', false],
  ['a.mp4', 'out', false],
  ['a.txt', 'in', false],
])('an upload of %s to %s is announced: %s', (key, bucket, announced) => {
  expect(announces(notification, { bucket, key, eventName: 'ObjectCreated:Put' })).toBe(announced);
});

it.each(['a b.mp4', 'a+b.mp4', "it's (1)!.mp4", '100%.mp4', 'dir/日本.mp4', 'a\nb.mp4'])(
  'the event of %j is read back as that key',
  key => {
    const object = {
      bucket: 'in',
      key,
      eventName: 'ObjectCreated:Put' as const,
      sizeBytes: 1,
      eTag: 'e',
      sequencer: '1',
    };
    const { sources } = parseMessage(s3Event({ ...object, at: new Date(0) }));
    expect(sources).toEqual([{ bucket: 'in', key, force: false, announced: true }]);
  },
);
