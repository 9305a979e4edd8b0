import { stat } from 'node:fs/promises';
import { WorkError } from '../../../failures/workError.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import { measureSource, type Timeline } from '../../measure/measureSource.ts';
import { probeFile } from '../../probe/probeFile.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import type { Bench } from '../../run/bench.ts';
import type { Fetched } from '../fetched.ts';
import type { SourceCut } from '../plan/clipPlan.ts';

/** Containers whose clock is set back at each seam where several of them were joined. */
const STREAMS = new Set(['ts', 'mpg']);

/** Longer than its own clock tells by more than this is joined, seconds. */
const SLACK_SECONDS = 0.5;

/** A copy takes about what the source does; the bound is for a source that would make it grow without end. */
const MAX_GROWTH = 1.25;
const SPARE_BYTES = 16 * 1024 * 1024;

/** Whether a whole MPEG stream holds more than its own clock tells, by which it was measured. */
export async function isJoined(
  cut: SourceCut,
  fetched: Fetched,
  own: Timeline,
  bench: Bench,
): Promise<boolean> {
  if (!STREAMS.has(fetched.probe.container)) return false;
  const corrected = await measureSource(cut, bench);
  return lengthOf(corrected) > lengthOf(own) + SLACK_SECONDS;
}

/** Copies such a stream into one with one clock throughout; null where its packets cannot be copied. @throws runFfmpeg's. */
export async function withOneClock(
  { video, audio }: SourceCut,
  fetched: Fetched,
  { run }: Pick<Bench, 'run'>,
): Promise<Fetched | null> {
  const path = `${fetched.path}-one-clock.ts`;
  const { size } = await stat(fetched.path);
  const streams = [
    `0:${streamSpecifier('V', video)}`,
    ...(audio ? [`0:${streamSpecifier('a', audio)}`] : []),
  ];
  const args = [
    ...[...quietArgs(), '-fflags', '+genpts', ...hardenedInput(fetched.path)],
    ...streams.flatMap(one => ['-map', one]),
    ...['-c', 'copy', '-copyinkf', '-map_metadata', '-1', '-f', 'mpegts', `file:${path}`],
  ];
  try {
    await run(args, { fileBytes: Math.ceil(size * MAX_GROWTH + SPARE_BYTES) });
    return { ...fetched, path, probe: await probeFile(path) };
  } catch (error) {
    if (!(error instanceof WorkError) || error.failureClass !== 'input') throw error;
    return null;
  }
}

function lengthOf({ pictures: { times, end } }: Timeline): number {
  return end - (times[0] ?? 0);
}
