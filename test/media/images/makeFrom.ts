import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { type MadeImages, makeImages } from '../../../media/images/make/makeImages.ts';
import type { ImageWishes } from '../../../media/images/plan/imagePart.ts';
import { planImages } from '../../../media/images/plan/planImages.ts';
import type { OnIncomplete } from '../../../media/plan/incomplete.ts';
import type { MeasuredLength } from '../../../media/plan/sourcePlan.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import type { ImagePreset } from '../../../presets/schema/preset.ts';

export const preset: ImagePreset = {
  kind: 'image',
  format: 'jpeg',
  quality: 90,
  widths: [160],
  at: [{ percent: 50 }],
  poster: false,
};

interface Making {
  asked?: string[][];
  onIncomplete?: OnIncomplete;
  wishes?: ImageWishes;
}

/** Probe, plan, make, verify: what a job does with a local file; `asked` collects ffmpeg's arguments. */
export async function makeFrom(
  input: string,
  change: Partial<ImagePreset> = {},
  { asked = [], onIncomplete = 'make', wishes = {} }: Making = {},
): Promise<MadeImages & { pathOf(name: string): string }> {
  const into = await mkdtemp(join(tmpdir(), 'fanreel-made-'));
  const probed = await probeFile(input);
  const planFor = (measured: MeasuredLength | null) =>
    planImages(probed, { ...preset, ...change }, { measured, wishes });
  const bin = findFfmpeg(process.env);
  const work = {
    folder: into,
    input,
    run: (args: string[], more = {}) => {
      asked.push(args);
      return runWatchedFfmpeg({ bin, args, cwd: into, deadlineMs: 30_000, ...more });
    },
    onIncomplete,
    progressSeconds: 1,
    onProgress: () => {},
  };
  const made = await makeImages(planFor(null), work, planFor);
  return { ...made, pathOf: name => join(into, name) };
}
