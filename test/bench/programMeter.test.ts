import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProgramMeter } from '../../lab/bench/meter/programMeter.ts';
import { lookName } from '../../media/ffmpeg/look/lookFile.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-meter-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the meter runs the program, tells its kinds apart and what each took, and each run once', () => {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\ni=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo "$2"\n', {
    mode: 0o755,
  });
  const meter = new ProgramMeter(program, folder);

  const said = execFileSync(meter.path, ['-c:v', "it's as it was"], { encoding: 'utf8' });
  execFileSync(meter.path, ['-c:v', 'libx264', lookName('meant', '%d')]);
  execFileSync(meter.path, [lookName('made', '%d')]);
  execFileSync(meter.path, [lookName('made', 0)]);

  expect(said).toBe("it's as it was\n");
  const runs = meter.take();
  expect(runs.map(({ kind }) => kind)).toEqual(['other', 'encode', 'look', 'look']);
  for (const { seconds, from, to } of runs) {
    expect(seconds).toBeGreaterThan(0.02);
    expect(to).toBeGreaterThan(from);
  }
  expect(meter.take()).toEqual([]);
});

it('the exit code is the program’s', () => {
  const meter = new ProgramMeter('/bin/false', folder);
  expect(() => execFileSync(meter.path, [])).toThrow(/Command failed/);
});
