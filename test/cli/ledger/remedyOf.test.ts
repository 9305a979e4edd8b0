import { expect, it } from 'vitest';
import { remedyOf } from '../../../cli/ledger/words/remedyOf.ts';

const failure = (kind: 'input' | 'preset' | 'transient' | 'bug') => ({
  failure: { class: kind, code: 'x', message: 'x' },
});

it.each([
  [
    'a preset that cannot be',
    'failed',
    'preset',
    { words: 'once the preset or the code is mended and deployed', isMendable: true },
  ],
  ['a cause outside of it', 'failed', 'transient', { words: 'once the cause is mended', isMendable: true }],
  [
    'its file',
    'failed',
    'input',
    { words: 'upload a mended file; the same one fails the same way', isMendable: false },
  ],
  [
    'what passes',
    'queued',
    'transient',
    { words: 'nothing: it is tried again by itself', isMendable: false },
  ],
  ['what nobody wants any more', 'dropped', 'transient', null],
  ['what a newer version has replaced', 'superseded', 'input', null],
] as const)('says what is to be done where a job failed for %s', (_, state, kind, remedy) => {
  expect(remedyOf({ state, ...failure(kind) })).toEqual(remedy);
});

it('asks nobody for a mended file where a clip was asked for', () => {
  const clip = { clipId: 'c1', span: { camera: 'cam1', fromMs: 0, toMs: 1_000 }, askedAt: '', waits: [] };
  expect(remedyOf({ state: 'failed', ...failure('input'), clip })?.words).toMatch(/^ask for what can be/);
});
