import { expect, test } from 'vitest';
import { statusUpdates } from '../../../../local/mediaconvert/job/statusUpdates.ts';

function reporter(retryCount = 0) {
  const clock = { now: 0 };
  const sent: [percent: number, phase: string][] = [];
  const report = statusUpdates(
    retryCount,
    ({ jobProgress }) => sent.push([jobProgress.jobPercentComplete, jobProgress.currentPhase]),
    () => clock.now,
  );
  return { clock, sent, report };
}

test('at most one update a second is sent', () => {
  const { clock, sent, report } = reporter();
  for (clock.now = 0; clock.now < 3_000; clock.now += 100) report('TRANSCODING', 0.02, 1);
  expect(sent).toEqual([
    [7, 'TRANSCODING'],
    [7, 'TRANSCODING'],
    [7, 'TRANSCODING'],
  ]);
});

test('a job too short for any other update sends one when its upload begins', () => {
  const { sent, report } = reporter();
  report('PROBING', 0, 0);
  report('TRANSCODING', 0, 0);
  report('UPLOADING', 0, 10);
  expect(sent).toEqual([[95, 'UPLOADING']]);
});
