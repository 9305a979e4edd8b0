import type { Job } from '../../contract/job.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { PreparedSource } from './prepared.ts';
import { prepareImages } from './prepareImages.ts';
import { prepareTrimmed } from './prepareTrimmed.ts';
import { prepareVideo } from './prepareVideo.ts';

/**
 * Plans a job by its preset's kind. The one place that tells the kinds apart.
 * @throws {WorkError} of class `input` or `preset`.
 */
export function prepare(
  probe: Probe,
  preset: Preset,
  job: Pick<Job, 'source' | 'rendition'>,
): PreparedSource {
  switch (preset.kind) {
    case 'video': {
      const trim = job.source.wishes?.trim;
      return trim ? prepareTrimmed(probe, preset, { ...job, trim }) : prepareVideo(probe, preset, job);
    }
    case 'image':
      return prepareImages(probe, preset, job);
    case 'clip':
      throw new TypeError('A clip is asked for, and not made of an upload.');
  }
}
