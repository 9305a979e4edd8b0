import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIP_FILE, thumbnailName } from '../../contract/clips/clipKeys.ts';
import { writeClipManifest } from '../../contract/clips/clipManifest.ts';
import type { ClipFacts, ClipStory } from '../../contract/clips/clipStory.ts';
import type { OutputFacts, RunningJob } from '../../contract/job.ts';
import { MANIFEST } from '../../contract/keys/finalKey.ts';
import { imageKey } from '../../contract/keys/imageKey.ts';
import { type MadeImages, makeImages } from '../../media/images/make/makeImages.ts';
import { imageSuffix } from '../../media/images/plan/imageSuffix.ts';
import { planImages } from '../../media/images/plan/planImages.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Bench } from '../../media/run/bench.ts';
import type { ClipPreset, ImagePreset } from '../../presets/schema/preset.ts';
import type { Made, MadeFile, Prepared } from '../kinds/prepared.ts';
import type { Cutting } from './cutting.ts';

/** What is known of a clip that is made. */
export type ClipJob = Pick<RunningJob, 'jobId' | 'source' | 'rendition'> & { clip?: ClipStory };

/** Which of its files is published last, and how many there are. */
export function clipFiles(preset: ClipPreset, { source }: ClipJob): Pick<Prepared, 'key' | 'files'> {
  return { key: imageKey(source.key, MANIFEST), files: preset.images.widths.length + 3 };
}

/** A clip's video, as it lies on this machine. */
export interface MadeVideo {
  path: string;
  probed: Probe;
  facts: OutputFacts;
  /** What of its sources was read for it; absent where that was done elsewhere. */
  readBytes?: number;
}

/** With the pictures of a clip's video and its manifest: all that is published of it. */
export async function withPictures(
  video: MadeVideo,
  cutting: Cutting,
  told: { preset: ClipPreset; job: ClipJob; warnings: string[] },
  bench: Bench,
): Promise<Made> {
  const { preset, job } = told;
  const at = (name: string) => imageKey(job.source.key, name);
  const suffix = imageSuffix(preset.images.format);
  const pictures = await picturesOf(video, preset, bench);
  const images = pictures.images.map(image => ({
    ...image,
    key: at(image.role === 'thumbnail' ? thumbnailName(image.width, suffix) : image.name),
  }));
  const widths = images.filter(({ role }) => role === 'thumbnail').map(({ width }) => width);
  const { readBytes } = video;
  const read = readBytes !== undefined && { readBytes };
  const clip: ClipFacts = { ...cutFacts(cutting), ...read, widths, suffix };
  await writeFile(join(bench.folder, MANIFEST), manifestOf(video, images, { ...told, clip, at }));
  const file = (name: string, key: string, contentType: string): MadeFile => ({
    ...{ path: join(bench.folder, name), key, contentType },
  });
  return {
    files: [
      { path: video.path, key: at(CLIP_FILE), contentType: 'video/mp4' },
      ...images.map(({ name, key }) => file(name, key, `image/${preset.images.format}`)),
      file(MANIFEST, at(MANIFEST), 'application/json'),
    ],
    facts: { ...video.facts, clip },
  };
}

/** Pictures of where the clip begins, in each width and once more as a poster. */
function picturesOf({ path, probed }: MadeVideo, { images }: ClipPreset, bench: Bench): Promise<MadeImages> {
  const preset: ImagePreset = { kind: 'image', ...images, at: [{ seconds: 0 }] };
  return makeImages(planImages(probed, preset), { ...bench, input: path }, measured =>
    planImages(probed, preset, { measured }),
  );
}

function cutFacts(cutting: Cutting): Pick<ClipFacts, 'cut' | 'cutReason' | 'earlierSeconds'> {
  if (cutting.cut === 'exact') return cutting;
  const { leadInSeconds } = cutting.copy;
  return { cut: 'copy', ...(leadInSeconds > 0 && { earlierSeconds: leadInSeconds }) };
}

function manifestOf(
  { facts }: MadeVideo,
  images: (MadeImages['images'][number] & { key: string })[],
  {
    job,
    clip,
    at,
    warnings,
  }: { job: ClipJob; clip: ClipFacts; at: (name: string) => string; warnings: string[] },
): string {
  const { clipId = '', span = { parts: [] }, taken, gaps } = job.clip ?? {};
  const { widths: _, suffix: __, ...cut } = clip;
  return writeClipManifest({
    ...{ clipId, span, taken, gaps },
    ...{ rendition: job.rendition, jobId: job.jobId },
    video: { key: at(CLIP_FILE), ...facts },
    ...cut,
    warnings,
    images: images.map(({ role, key, width, height, sizeBytes, seconds }) => ({
      ...{ role, key, width, height, sizeBytes, seconds },
    })),
  });
}
