import { type Plan, planRendition } from '../../../media/plan/plan.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { loadPresets } from '../../../presets/index.ts';

/** What is planned of a clip, by the name of each video rendition. */
export async function planEach(clip: string): Promise<Map<string, Plan>> {
  const probed = await probeFile(clip);
  const plans = new Map<string, Plan>();
  for (const [name, preset] of await loadPresets()) {
    if (preset.kind === 'video') plans.set(name, planRendition(probed, preset));
  }
  return plans;
}
