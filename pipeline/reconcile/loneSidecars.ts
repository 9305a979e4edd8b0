import pMap from 'p-map';
import { readSidecar } from '../../contract/wishes/sidecar.ts';
import type { WishReading } from '../../contract/wishes/wishSettings.ts';
import { loneSidecarNews } from '../notify/loneSidecar.ts';
import { videoBeside } from '../wishes/followSidecar.ts';
import type { Problems } from './problems.ts';
import type { Listed, ReconcilePorts } from './reconcilePorts.ts';

type LonePorts = Pick<ReconcilePorts, 'sources' | 'lone' | 'sourceEvents'>;

export interface LoneRun {
  inputBucket: string;
  wishes: WishReading;
  /** After how long without its video a file is alone, milliseconds. */
  loneMs: number;
  /** Only look. */
  dryRun: boolean;
}

/** One that nobody could look at for so long is not told of any more, milliseconds: whoever has a bucket full of old ones need not pay for them. */
const LOOKED_AT_MS = 86_400_000;

const AT_ONCE = 8;

/** Tells of each file of wishes on a page of the bucket's listing that no video has followed for long, once. */
export async function tellLoneSidecars(
  page: Listed[],
  ports: LonePorts,
  run: LoneRun,
  problems: Problems,
): Promise<void> {
  if (!run.wishes.sidecars || run.dryRun) return;
  const keys = new Set(page.map(({ key }) => key));
  const due = page.flatMap(object => {
    const video = isDue(object, run) ? videoBeside(object.key) : null;
    return video === null || keys.has(video) ? [] : [{ object, video }];
  });
  const look = ({ object, video }: (typeof due)[number]) =>
    problems.noting(object.key, () => tellIfLone(object, video, ports, run));
  await pMap(due, look, { concurrency: AT_ONCE });
}

function isDue({ modified }: Listed, { loneMs }: LoneRun): boolean {
  const age = Date.now() - modified;
  return age >= loneMs && age < loneMs + LOOKED_AT_MS;
}

async function tellIfLone(
  object: Listed,
  video: string,
  { sources, lone, sourceEvents }: LonePorts,
  { inputBucket: bucket, wishes: { renditions } }: LoneRun,
): Promise<void> {
  if (await lone.isDone(bucket, object)) return;
  // The listing is in pages, and minutes old.
  if (await sources.describe(bucket, video)) return;
  const sidecar = await sources.beside(bucket, video);
  if (!sidecar) return;
  const read = readSidecar(sidecar.bytes, { from: `"${object.key}"`, renditions });
  if (read) {
    if (!(await lone.begin(bucket, object))) return;
    const { wishes } = read;
    const { key } = object;
    const told = { bucket, key, version: sidecar.version, video, ...(wishes && { wishes }) };
    await sourceEvents.publish(loneSidecarNews(told));
  }
  await lone.done(bucket, object);
}
