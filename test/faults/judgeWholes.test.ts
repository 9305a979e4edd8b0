import { expect, it } from 'vitest';
import type { Job, JobItem } from '../../contract/job.ts';
import type { SourceEvent } from '../../contract/messages/source.ts';
import { RENDITIONS } from '../../lab/faults/stack/faultProject.ts';
import { judgeWholes } from '../../lab/faults/webhooks/judgeWholes.ts';
import { job } from '../handlers/support/jobs.ts';

const SOURCE = { bucket: 'in', key: 'a.mp4', version: 'v1' };

const jobs = (more: Partial<JobItem> = {}): Job[] =>
  RENDITIONS.map(rendition => job({ jobId: rendition, rendition, ...more }));

const whole = (state: string, revision = 1): SourceEvent => ({
  ...{ schema: 'fanreel.source/1', id: `e${revision}`, at: '', state, source: SOURCE, revision },
  renditions: RENDITIONS.map(rendition => ({ rendition, state, jobId: rendition })),
});

it('a source that was told as it stands is no problem, and neither is one that has not ended', () => {
  expect(judgeWholes([whole('failed'), whole('complete', 2)], jobs())).toEqual({ lost: [], wrong: [] });
  const queued = jobs({ state: 'queued', output: undefined });
  expect(judgeWholes([], queued)).toEqual({ lost: [], wrong: [] });
});

it('a source that has ended and was not told is lost', () => {
  expect(judgeWholes([], jobs()).lost).toEqual(['a.mp4: nobody was told of it as a whole']);
});

it('a source that was last told otherwise than it stands is wrong', () => {
  const { wrong } = judgeWholes([whole('complete', 1), whole('failed', 2)], jobs());
  expect(wrong).toHaveLength(RENDITIONS.length);
});
