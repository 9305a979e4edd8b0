import { join } from 'node:path';
import { REPORTS } from '../ffmpeg/measureArgs.ts';
import type { Timeline } from '../measure/measureSource.ts';
import type { Plan } from '../plan/plan.ts';
import { type Loss, pictureLoss } from '../timeline/pictureLoss.ts';
import { readPackets, timeOf } from '../timeline/readPackets.ts';
import { checkDecoded } from '../verify/checkDecoded.ts';

/**
 * Holds what an encode decoded, by its report in `folder`, against what was measured.
 * @throws {WorkError} as checkDecoded.
 */
export async function checkPictures(
  plan: Plan,
  { pictures, incomplete }: Timeline,
  folder: string,
): Promise<void> {
  const seen = await readPackets(join(folder, REPORTS.seen));
  const times = seen.map(timeOf).sort((a, b) => a - b);
  const loss = plan.untimed
    ? countedLoss(pictures.times.length - times.length, plan)
    : pictureLoss(pictures.times, times, pictures.end);
  checkDecoded(plan, pictures.times.length, loss, incomplete);
}

function countedLoss(pictures: number, { video }: Plan): Loss {
  const seconds = (Math.max(0, pictures) * video.fps.den) / video.fps.num;
  return { pictures: Math.max(0, pictures), seconds, endSeconds: 0 };
}
