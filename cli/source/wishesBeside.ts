import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { besideOf, MAX_SIDECAR_BYTES, readSidecar, sidecarKey } from '../../contract/wishes/sidecar.ts';
import { decideByName } from '../../pipeline/uploads/decideByName.ts';

/** Path of the file of wishes that lies beside a video, right or wrong; null where there is none, or another program's. */
export async function wishesBeside(video: string): Promise<string | null> {
  const path = sidecarKey(video);
  return (await isOfWishes(path)) ? path : null;
}

/** Whether a file tells wishes of a video: of what is one by its name before it is there, of any other file once it is. */
export async function isWishesOfVideo(path: string): Promise<boolean> {
  const video = besideOf(path);
  if (video === null) return false;
  return (decideByName(video) === 'video' || existsSync(video)) && (await isOfWishes(path));
}

/** Whether what lies there was meant for fanreel; of a larger one nobody need read more. */
async function isOfWishes(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size > MAX_SIDECAR_BYTES) return false;
  return readSidecar(await readFile(path), { from: path }) !== null;
}
