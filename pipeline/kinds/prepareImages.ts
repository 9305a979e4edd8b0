import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeImageManifest } from '../../contract/imageManifest.ts';
import type { Job } from '../../contract/job.ts';
import { finalKey, MANIFEST } from '../../contract/keys/finalKey.ts';
import { imageKey } from '../../contract/keys/imageKey.ts';
import { type MadeImages, makeImages } from '../../media/images/make/makeImages.ts';
import { planImages } from '../../media/images/plan/planImages.ts';
import { predictImages } from '../../media/images/plan/predictImages.ts';
import type { MeasuredLength } from '../../media/plan/sourcePlan.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { ImagePreset } from '../../presets/schema/preset.ts';
import { type Made, type MadeFile, type PreparedSource, wholeSource } from './prepared.ts';

/** Images: many files below the source's key, and a manifest of them, published last so that it never promises too much. */
export function prepareImages(
  probed: Probe,
  preset: ImagePreset,
  job: Pick<Job, 'source' | 'rendition'>,
): PreparedSource {
  const { wishes = {} } = job.source;
  const plan = planImages(probed, preset, { wishes });
  // Too long a name is told now, not after the work.
  for (const { images } of plan.shots) for (const { name } of images) imageKey(job.source.key, name);
  const replan = (measured: MeasuredLength) => planImages(probed, preset, { measured, wishes });
  return {
    ...wholeSource(job.source),
    probed,
    plan,
    key: finalKey(null, job.source.key),
    files: plan.shots.flatMap(({ images }) => images).length + (plan.sprite ? 2 : 0) + 1,
    predict: vcpus => predictImages(plan, probed.sizeBytes, vcpus),
    make: async bench => filesOf(await makeImages(plan, bench, replan), job, bench.folder),
  };
}

async function filesOf(
  made: MadeImages,
  { source, rendition }: Pick<Job, 'source' | 'rendition'>,
  folder: string,
): Promise<Made> {
  const { bucket, key, version } = source;
  const keyOf = (name: string) => imageKey(key, name);
  const file = (name: string, contentType: string): MadeFile => ({
    path: join(folder, name),
    key: keyOf(name),
    contentType,
  });
  const manifest = writeImageManifest(made, { source: { bucket, key, version }, rendition, keyOf });
  await writeFile(join(folder, MANIFEST), manifest);
  const { plan, images, incomplete } = made;
  const largest = images
    .filter(({ role }) => role !== 'sprite')
    .reduce((a, b) => (b.width > a.width ? b : a));
  return {
    files: [
      ...images.map(({ name }) => file(name, `image/${plan.format}`)),
      ...(plan.sprite ? [file(plan.sprite.mapName, 'text/vtt')] : []),
      file(MANIFEST, 'application/json'),
    ],
    facts: {
      sizeBytes: images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      durationSeconds: plan.durationSeconds,
      width: largest.width,
      height: largest.height,
      ...(incomplete && { incomplete }),
    },
  };
}
