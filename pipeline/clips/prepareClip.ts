import { copyClip } from '../../media/clips/copy/copyClip.ts';
import type { CopyPlan } from '../../media/clips/copy/prepareCopy.ts';
import { fetchedBytes } from '../../media/clips/fetch/fetchedBytes.ts';
import { makeClip } from '../../media/clips/make/makeClip.ts';
import type { ClipPlan } from '../../media/clips/plan/clipPlan.ts';
import { planClip } from '../../media/clips/plan/planClip.ts';
import { predictEncode } from '../../media/plan/predict.ts';
import type { Bench } from '../../media/run/bench.ts';
import type { ClipPreset } from '../../presets/schema/preset.ts';
import type { Prepared } from '../kinds/prepared.ts';
import { videoFacts } from '../kinds/prepareVideo.ts';
import { type ClipJob, clipFiles, type MadeVideo, withPictures } from './clipFiles.ts';
import { type Cutting, cuttingOf } from './cutting.ts';
import type { ClipCut } from './find/clipCut.ts';

/** A clip that is planned. */
export type PreparedClip = Prepared & { plan: ClipPlan };

/**
 * A clip: its video, pictures of it, and last a manifest that tells all of them.
 * @throws {WorkError} of class `input`; what the sources' `readRange` throws.
 */
export async function prepareClip(cut: ClipCut, preset: ClipPreset, job: ClipJob): Promise<PreparedClip> {
  const { sources, parts, seconds } = cut;
  const cutting = await cuttingOf(cut, preset);
  const planned = planClip(sources, parts, preset.video, seconds);
  const plan = { ...planned, decisions: [...planned.decisions, ...cutDecision(cutting)] };
  const sourceBytes = fetchedBytes(cut);
  return {
    ...{ probed: null, plan, sourceBytes },
    // What is needed of each source is read by ranges as it is made.
    fetch: async () => {},
    ...clipFiles(preset, job),
    predict: vcpus =>
      cutting.cut === 'copy'
        ? { seconds: COPY_SECONDS, outputBytes: sourceBytes }
        : predictEncode(plan.output, vcpus),
    make: async bench => {
      const made =
        cutting.cut === 'copy' ? await copied(cutting.copy, bench) : await encoded(plan, cut, bench);
      return await withPictures(made, cutting, { preset, job, warnings: plan.warnings }, bench);
    },
  };
}

/** To look at a clip that was copied, and to take its pictures, seconds of ffmpeg. */
const COPY_SECONDS = 1;

function cutDecision(cutting: Cutting): ClipPlan['decisions'] {
  if (cutting.cut === 'copy') {
    const reason = 'its sources can be joined as they are, by whole groups of pictures';
    return [{ what: 'cut', choice: 'copied', reason }];
  }
  return cutting.cutReason ? [{ what: 'cut', choice: 'encoded', reason: cutting.cutReason }] : [];
}

async function encoded(planned: ClipPlan, { sources }: ClipCut, bench: Bench): Promise<MadeVideo> {
  const { path, probed, plan, readBytes } = await makeClip(planned, sources, bench);
  return { path, probed, readBytes, facts: videoFacts(probed, plan.output) };
}

async function copied(copy: CopyPlan, bench: Bench): Promise<MadeVideo> {
  const { path, probed, readBytes } = await copyClip(copy, bench);
  const { width, height } = probed.video;
  const durationSeconds = probed.durationSeconds ?? copy.seconds;
  const facts = { sizeBytes: probed.sizeBytes, durationSeconds, width, height };
  return { path, probed, readBytes, facts };
}
