import { describe, expect, it } from 'vitest';
import { loadProfiles } from '../../profiles/index.ts';
import { clipLooks, clipReceivesOf, clipWaitSeconds } from '../../profiles/schema/clipReceives.ts';
import { randomFrom } from '../presets/recordings/randomFrom.ts';

describe('how often a message of clips is given out', () => {
  it('is never used up by waiting, however late the looks come, with what failures and lost workers need left', () => {
    const { below } = randomFrom('receives');
    const next = () => below(0, 1_000) / 1_000;
    for (let round = 0; round < 500; round += 1) {
      const pendingSeconds = Math.floor(next() ** 3 * 43_200);
      const profile = {
        retrySeconds: Math.floor(next() ** 2 * 901),
        maxReceiveCount: 1 + Math.floor(next() * 20),
      };
      let looks = 1; // until the end of a clip in the future
      for (let waited = 0; ; waited += clipWaitSeconds(waited, profile) + next() * 5) {
        looks += 1;
        if (waited >= pendingSeconds) break;
      }
      const left = clipReceivesOf(profile, pendingSeconds) - looks;
      expect(left, JSON.stringify({ pendingSeconds, profile, looks })).toBeGreaterThanOrEqual(
        profile.maxReceiveCount + 10,
      );
    }
  });

  it('doubles the time between two looks up to a minute', () => {
    const waits: number[] = [];
    for (let waited = 0; waits.length < 9; waited += waits.at(-1) ?? 0) {
      waits.push(clipWaitSeconds(waited, { retrySeconds: 2 }));
    }
    expect(waits).toEqual([2, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('costs a quarter of an hour some twenty looks with any profile that comes along', async () => {
    for (const [name, profile] of await loadProfiles())
      expect(clipLooks(900, profile), name).toBeLessThan(25);
  });
});
