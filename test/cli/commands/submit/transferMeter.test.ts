import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { TransferMeter } from '../../../../cli/commands/submit/transferMeter.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-meter-'));
const files = ['a.mp4', 'b.mp4'].map(key => ({ path: join(folder, key), key }));
for (const { path } of files) writeFileSync(path, Buffer.alloc(10_000));
afterAll(() => rmSync(folder, { recursive: true }));

it('tells how far all files are, how fast, and for how long still, by the last seconds', () => {
  let now = 0;
  const meter = new TransferMeter(files, () => now);
  const [a, b] = files as [(typeof files)[0], (typeof files)[0]];
  expect(meter.line()).toBe('0 of 2 files, 0 % of 20.0 kB');
  meter.sent(a, 1_000);
  now = 60_000;
  meter.sent(a, 2_000);
  now = 62_000;
  meter.sent(b, 4_000);
  expect(meter.line()).toBe('0 of 2 files, 30 % of 20.0 kB, 2.0 kB/s, 7 s left');
  meter.done(a);
  expect(meter.line()).toMatch(/^1 of 2 files, 70 % of 20\.0 kB/);
});

it('counts in the end only what was sent', () => {
  let now = 0;
  const meter = new TransferMeter(files, () => now);
  now = 4_000;
  const one = { path: '', bucket: 'in', version: 'v', sizeBytes: 10_000, resumedBytes: 0, skipped: false };
  const uploaded = [
    { ...one, key: 'a', resumedBytes: 2_000 },
    { ...one, key: 'b', skipped: true },
  ];
  expect(meter.total(uploaded)).toBe('Uploaded 1 files (8.0 kB) in 4 s, 2.0 kB/s; 1 were there already.');
});
