import { expect, test } from 'vitest';
import { type EncodeProgress, progressParser } from '../../../media/run/ffmpegProgress.ts';

function parse(...pieces: string[]): EncodeProgress[] {
  const reports: EncodeProgress[] = [];
  const feed = progressParser(progress => reports.push(progress));
  for (const piece of pieces) feed(piece);
  return reports;
}

const REPORT = 'frame=30\nfps=0.0\nout_time_us=1500000\nout_time_ms=1500000\nspeed=2.5x\nprogress=continue\n';

test('each report gives the time reached, the frames and the speed', () => {
  expect(parse(REPORT, REPORT.replace('1500000', '2000000'))).toEqual([
    { outTimeSeconds: 1.5, frames: 30, speed: 2.5 },
    { outTimeSeconds: 2, frames: 30, speed: 2.5 },
  ]);
});

test('reports may come in pieces of any size', () => {
  expect(parse(...REPORT)).toEqual([{ outTimeSeconds: 1.5, frames: 30, speed: 2.5 }]);
});

test('what ffmpeg does not know yet is zero and null', () => {
  expect(parse('out_time_us=N/A\nspeed=N/A\nprogress=continue\n')).toEqual([
    { outTimeSeconds: 0, frames: 0, speed: null },
  ]);
});
