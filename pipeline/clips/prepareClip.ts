import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIP_FILE, thumbnailName } from '../../contract/clips/clipKeys.ts';
import { writeClipManifest } from '../../contract/clips/clipManifest.ts';
import type { ClipFacts, ClipStory } from '../../contract/clips/clipStory.ts';
import type { RunningJob } from '../../contract/job.ts';
import { MANIFEST } from '../../contract/keys/finalKey.ts';
import { imageKey } from '../../contract/keys/imageKey.ts';
import { type MadeClip, makeClip } from '../../media/clips/make/makeClip.ts';
import { planClip } from '../../media/clips/plan/planClip.ts';
import { type MadeImages, makeImages } from '../../media/images/make/makeImages.ts';
import { imageSuffix } from '../../media/images/plan/imageSuffix.ts';
import { planImages } from '../../media/images/plan/planImages.ts';
import { predictEncode } from '../../media/plan/predict.ts';
import type { Bench } from '../../media/run/bench.ts';
import type { ClipPreset, ImagePreset } from '../../presets/schema/preset.ts';
import type { Made, Prepared } from '../kinds/prepared.ts';
import { videoFacts, videoType } from '../kinds/prepareVideo.ts';
import type { ClipCut } from './find/clipCut.ts';
import { fetchedBytes } from './find/fetchedBytes.ts';

/** What is known of a clip that is made. */
type ClipJob = Pick<RunningJob, 'jobId' | 'source' | 'rendition'> & { clip?: ClipStory };

/** A clip: its video, pictures of it, and last a manifest that tells all of them. */
export function prepareClip(cut: ClipCut, preset: ClipPreset, job: ClipJob): Prepared {
  const { sources, parts, seconds } = cut;
  const plan = planClip(sources, parts, preset.video, seconds);
  return {
    probed: null,
    plan,
    sourceBytes: fetchedBytes(cut),
    // What is needed of each source is read by ranges as it is made.
    fetch: async () => {},
    key: imageKey(job.source.key, MANIFEST),
    files: preset.images.widths.length + 3,
    predict: vcpus => predictEncode(plan.output, vcpus),
    make: async bench => {
      const made = await makeClip(plan, sources, bench);
      return filesOf(made, await picturesOf(made, preset, bench), { preset, job, folder: bench.folder });
    },
  };
}

/** Pictures of where the clip begins, in each width and once more as a poster. */
function picturesOf({ path, probed }: MadeClip, { images }: ClipPreset, bench: Bench): Promise<MadeImages> {
  const preset: ImagePreset = { kind: 'image', ...images, at: [{ seconds: 0 }] };
  return makeImages(planImages(probed, preset), { ...bench, input: path }, measured =>
    planImages(probed, preset, measured),
  );
}

async function filesOf(
  made: MadeClip,
  pictures: MadeImages,
  { preset, job, folder }: { preset: ClipPreset; job: ClipJob; folder: string },
): Promise<Made> {
  const { path, probed, plan } = made;
  const at = (name: string) => imageKey(job.source.key, name);
  const suffix = imageSuffix(preset.images.format);
  const images = pictures.images.map(image => ({
    ...image,
    key: at(image.role === 'thumbnail' ? thumbnailName(image.width, suffix) : image.name),
  }));
  const widths = images.filter(({ role }) => role === 'thumbnail').map(({ width }) => width);
  const clip: ClipFacts = { cut: 'exact', widths, suffix };
  const facts = { ...videoFacts(probed, plan.output), clip };
  await writeFile(join(folder, MANIFEST), manifestOf(made, images, { job, clip, at }));
  return {
    files: [
      { path, key: at(CLIP_FILE), contentType: videoType(plan.output) },
      ...images.map(({ name, key }) => ({
        path: join(folder, name),
        key,
        contentType: `image/${preset.images.format}`,
      })),
      { path: join(folder, MANIFEST), key: at(MANIFEST), contentType: 'application/json' },
    ],
    facts,
  };
}

function manifestOf(
  { probed, plan }: MadeClip,
  images: (MadeImages['images'][number] & { key: string })[],
  { job, clip, at }: { job: ClipJob; clip: ClipFacts; at: (name: string) => string },
): string {
  const { clipId = '', span = { parts: [] }, taken, gaps } = job.clip ?? {};
  const { widths: _, suffix: __, ...cut } = clip;
  return writeClipManifest({
    ...{ clipId, span, taken, gaps },
    ...{ rendition: job.rendition, jobId: job.jobId },
    video: { key: at(CLIP_FILE), ...videoFacts(probed, plan.output) },
    ...cut,
    warnings: plan.warnings,
    images: images.map(({ role, key, width, height, sizeBytes, seconds }) => ({
      ...{ role, key, width, height, sizeBytes, seconds },
    })),
  });
}
