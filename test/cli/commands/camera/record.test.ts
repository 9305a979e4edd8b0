import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RATE, record } from '../../../../cli/commands/camera/record.ts';
import { readBarCodes } from '../../../../lab/support/marks/readBarCodes.ts';
import { readBeeps } from '../../../../lab/support/marks/readBeeps.ts';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';

const startMs = Date.UTC(2026, 10, 20, 10, 31, 5);
let folder: string;
let path: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-record-'));
  path = join(folder, 'a.mp4');
  const size = { width: 320, height: 180 };
  await record(findFfmpeg(process.env), path, { startMs, seconds: 3.2, size, zone: 'Europe/Berlin' });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a simulated recording', () => {
  it('tells in each picture when it was', async () => {
    const first = (startMs / 1_000) * RATE;
    const numbers = Array.from({ length: 32 }, (_, at) => (first + at) % 65_536);
    expect(await readBarCodes(path)).toEqual(numbers);
  });

  it('beeps where a second begins', async () => {
    const beeps = await readBeeps(path);
    expect(beeps.map(at => Math.round(at * 20) / 20)).toEqual([1, 2, 3]);
  });
});
