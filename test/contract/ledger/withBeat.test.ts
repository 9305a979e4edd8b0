import { describe, expect, it } from 'vitest';
import type { JobItem } from '../../../contract/job.ts';
import type { Beat } from '../../../contract/ledger/beat.ts';
import { turnOf } from '../../../contract/ledger/turn.ts';
import { withBeat } from '../../../contract/ledger/withBeat.ts';
import { job } from '../../handlers/support/jobs.ts';

const ATTEMPT = { number: 1, messageId: 'm1', startedAt: '2026-11-20T10:00:00.000Z' };
const TURN = turnOf({ createdAt: job().createdAt, attempts: [ATTEMPT] });
const { engine: _, output: __, ...TAKEN } = job();
const item = (more: Partial<JobItem> = {}): JobItem => ({
  ...TAKEN,
  ...{ state: 'running', attempts: [ATTEMPT] },
  ...{ leaseOwner: 'a', leaseUntil: 9_000, turn: TURN, beatBy: 100, updatedAt: '2026-11-20T10:00:00.000Z' },
  ...more,
});
const beat = (more: Partial<Beat> = {}): Beat => ({
  turn: TURN,
  ...{ leaseOwner: 'a', leaseUntil: 500, engine: 'ffmpeg', progress: 40, encodeSeconds: 7 },
  at: '2026-11-20T10:05:00.000Z',
  ...more,
});
const SECOND = { ...ATTEMPT, number: 2 };
const SECOND_TURN = turnOf({ createdAt: job().createdAt, attempts: [ATTEMPT, SECOND] });
const TWICE = { attempts: [ATTEMPT, SECOND], turn: SECOND_TURN };

describe('a running item', () => {
  it('is held until its first beat is due, not until its function has ended', () => {
    expect(withBeat(item(), undefined).leaseUntil).toBe(100);
  });

  it('is held as its last beat says, and knows what that told', () => {
    expect(withBeat(item(), beat())).toEqual({
      ...item(),
      ...{ leaseUntil: 500, engine: 'ffmpeg', progress: 40, encodeSeconds: 7 },
      attempts: [{ ...ATTEMPT, engine: 'ffmpeg' }],
      heardAt: '2026-11-20T10:05:00.000Z',
    });
  });

  it('of a second attempt leaves the beats of the first one alone', () => {
    expect(withBeat(item(TWICE), beat())).toEqual({ ...item(TWICE), leaseUntil: 100 });
  });

  it('is held by whoever is about to take it over, whose beat is quicker than the item', () => {
    const next = beat({ turn: SECOND_TURN, engine: 'mediaconvert' });
    expect(withBeat(item(), next)).toMatchObject({ leaseUntil: 500, attempts: [ATTEMPT] });
  });

  it('that was handed over goes by what was decided last, though the last beat told of the engine before', () => {
    const handed = item({
      attempts: [ATTEMPT, { ...SECOND, engine: 'mediaconvert' }],
      engine: 'mediaconvert',
    });
    expect(withBeat(handed, beat())).toMatchObject({
      ...{ engine: 'mediaconvert', leaseUntil: 500 },
      attempts: [ATTEMPT, { engine: 'mediaconvert' }],
    });
  });

  it("of an older version's worker has all in itself", () => {
    const older = item({ beatBy: undefined, progress: 12 });
    expect(withBeat(older, beat())).toBe(older);
  });
});

it('a submitted item is as far as the last event told, its lease none of its', () => {
  const ENDED = { leaseOwner: undefined, leaseUntil: undefined, turn: undefined, beatBy: undefined };
  const submitted = item({ state: 'submitted', progress: 0, ...ENDED });
  expect(withBeat(submitted, beat({ progress: 55 }))).toEqual({
    ...submitted,
    ...{ progress: 55, heardAt: '2026-11-20T10:05:00.000Z' },
  });
  expect(withBeat(submitted, beat({ progress: undefined })).progress).toBe(0);
});

it('what is over takes no notice of beats', () => {
  const complete = item({ state: 'complete' });
  expect(withBeat(complete, beat())).toBe(complete);
});

it('turns sort by when the job was made, then by how many attempts it has had', () => {
  const turns = [
    turnOf({ createdAt: '2026-11-20T10:00:00.000Z', attempts: Array(2) }),
    turnOf({ createdAt: '2026-11-20T10:00:00.000Z', attempts: Array(10) }),
    turnOf({ createdAt: '2026-11-21T10:00:00.000Z', attempts: Array(1) }),
  ];
  expect([...turns].reverse().sort()).toEqual(turns);
});
