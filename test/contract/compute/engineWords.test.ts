import { expect, it } from 'vitest';
import { isWasted } from '../../../cli/ledger/figures.ts';
import { engineWords } from '../../../contract/compute/engineWords.ts';
import { waitsForContainer } from '../../../contract/compute/handedOn.ts';

it.each([
  [{}, undefined],
  [{ compute: 'container' }, undefined],
  [{ engine: 'ffmpeg' }, 'ffmpeg'],
  [{ engine: 'ffmpeg', compute: 'container' }, 'ffmpeg in a container'],
])('%o is made by %s', (attempt, words) => {
  expect(engineWords(attempt)).toBe(words);
});

it('whoever was handed on waits for a container until one takes it, and what that cost was not in vain', () => {
  const handed = { startedAt: '', endedAt: '', outcome: 'handed-on' };
  expect(waitsForContainer({ state: 'submitted', attempts: [handed] })).toBe(true);
  expect(waitsForContainer({ state: 'running', attempts: [handed, {}] })).toBe(false);
  expect(waitsForContainer({ state: 'submitted', attempts: [{ outcome: 'lost' }, {}] })).toBe(false);
  expect([isWasted(handed), isWasted({ ...handed, outcome: 'deadline' })]).toEqual([false, true]);
});
