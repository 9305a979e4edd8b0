import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureLoss } from '../../../timeline/pictureLoss.ts';
import { checkDecoded } from '../../../verify/checkDecoded.ts';
import type { ClipPlan } from '../../plan/clipPlan.ts';
import { namingSource } from '../../plan/namingSource.ts';
import { seenReport } from '../clipGraph.ts';
import type { LaidClip } from '../layParts.ts';
import { type PartFile, partOf } from '../partFile.ts';

/** Of a report's line, when the picture is seen, microseconds. */
const SEEN = /^frame:\S+\s+pts:(-?\d+)/gm;

/**
 * Holds what came out of the decoder of each part against what was measured.
 * @throws {WorkError} as checkDecoded.
 */
export async function checkParts(
  { output }: ClipPlan,
  { pictures, rate }: LaidClip,
  parts: PartFile[],
  folder: string,
): Promise<void> {
  const frameSeconds = rate.den / rate.num;
  for (const { part, times, frames } of pictures) {
    const { offsetSeconds, timeline, name } = partOf(parts, part);
    const report = await readFile(join(folder, seenReport(part)), 'utf8');
    const seen = [...report.matchAll(SEEN)].map(([, micros]) => Number(micros) / 1e6);
    const expected = times.map(time => time - offsetSeconds);
    const seconds = frames * frameSeconds;
    const end = Math.min(timeline.pictures.end, (expected.at(-1) ?? 0) + frameSeconds);
    const loss = pictureLoss(
      expected,
      seen.sort((a, b) => a - b),
      end,
    );
    try {
      checkDecoded({ ...output, durationSeconds: seconds }, times.length, loss, timeline.incomplete);
    } catch (error) {
      throw namingSource(name, error);
    }
  }
}
