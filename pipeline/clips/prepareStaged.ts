import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type { Source } from '../../contract/job.ts';
import type { ClipPlan } from '../../media/clips/plan/clipPlan.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { probeOutput } from '../../media/verify/output/probeOutput.ts';
import { verifyOutput } from '../../media/verify/output/verifyOutput.ts';
import type { ClipPreset } from '../../presets/schema/preset.ts';
import type { Prepared } from '../kinds/prepared.ts';
import { videoFacts } from '../kinds/prepareVideo.ts';
import { type ClipJob, clipFiles, withPictures } from './clipFiles.ts';

/** What MediaConvert has written of a clip, and by which plan. */
export interface Staged {
  object: Source;
  plan: ClipPlan;
}

/** To look at it and to take its pictures, seconds of ffmpeg. */
const FINISH_SECONDS = 2;

/** Ends a clip whose video MediaConvert has made: looks at that, and takes pictures of it. */
export function prepareStaged({ object, plan }: Staged, preset: ClipPreset, job: ClipJob): Prepared {
  return {
    ...{ probed: null, plan, sourceBytes: object.sizeBytes },
    ...clipFiles(preset, job),
    fetch: ({ input }, sources, signal) => sources.download(object, input, signal),
    predict: () => ({ seconds: FINISH_SECONDS, outputBytes: object.sizeBytes }),
    make: async bench => {
      const probed = await probeOutput(() => probeFile(bench.input));
      verifyOutput(probed, plan.output);
      const video = { path: bench.input, probed, facts: videoFacts(probed, plan.output) };
      return await withPictures(video, { cut: 'exact' }, { preset, job, warnings: plan.warnings }, bench);
    },
  };
}

/** Of a clip that MediaConvert has made, what it has written; null of any other. */
export function stagedOf({
  clip,
  plan,
}: {
  clip?: ClipStory;
  plan?: { kind: string };
}): { key: string; plan: ClipPlan } | null {
  if (!clip?.staged || plan?.kind !== 'clip') return null;
  return { key: clip.staged, plan: plan as ClipPlan };
}
