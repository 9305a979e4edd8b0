import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../../lab/support/clip.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import production from '../../../profiles/production.ts';
import { type Bench, openBench, received } from '../support/bench.ts';

let bench: Bench;
/** ffmpeg, which writes down what the encode was told. */
let recorder: string;
let told: string;

beforeAll(async () => {
  bench = await openBench();
  recorder = join(bench.folder, 'recorder');
  told = join(bench.folder, 'told.txt');
  const script = [
    '#!/bin/sh',
    `case "$*" in *libx264*) printf '%s ' "$@" > '${told}';; esac`,
    `exec '${findFfmpeg(process.env)}' "$@"`,
  ];
  writeFileSync(recorder, script.join('\n'), { mode: 0o755 });
  const clip = await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144', seconds: 1 });
  await bench.put('paced.mp4', readFileSync(clip));
});

afterAll(() => bench?.close());

/** How often the encode was told to tell how far it is, seconds. */
async function pace(settings: { progressSeconds: number; stallSeconds: number }): Promise<number> {
  const worker = bench.worker({ settings: { ...settings, ffmpegBin: recorder } });
  await handleMessage(received('paced.mp4', { id: `${settings.stallSeconds}`, force: true }), worker);
  return Number(/-stats_period (\S+)/.exec(readFileSync(told, 'utf8'))?.[1]);
}

it("ffmpeg tells how far it is at the profile's pace, a little later than the ledger wants it", async () => {
  const { progressSeconds, stallSeconds } = production;
  const seconds = await pace({ progressSeconds, stallSeconds });
  expect(seconds).toBeGreaterThan(progressSeconds);
  expect(seconds).toBeLessThan(progressSeconds * 1.2);
});

it('and at least twice before it would be taken to stand still', async () => {
  expect(await pace({ progressSeconds: 300, stallSeconds: 60 })).toBe(30);
});
