import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import { mediaConvertRefusal } from '../../../media/mediaconvert/mediaConvertRefusal.ts';
import { mediaConvertSettings } from '../../../media/mediaconvert/mediaConvertSettings.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import type { Prepared } from '../../kinds/prepared.ts';

/** Where MediaConvert reads, and where it writes. */
export interface ManagedUrls {
  input: string;
  destination: string;
}

/** Why MediaConvert cannot make this, as half a sentence; null where it can. */
export function managedRefusal({ probed, plan }: Prepared): string | null {
  if (plan.kind !== 'video') return `${plan.kind}s are made by ffmpeg only`;
  return probed && mediaConvertRefusal(probed, plan);
}

/** How it is told to. Only of what managedRefusal has nothing against. */
export function settingsOf(prepared: Prepared, urls: ManagedUrls): JobSettings {
  return mediaConvertSettings(videoPlanOf(prepared), urls);
}

/** The plan of what managedRefusal has nothing against. @throws {TypeError} for images, which nobody asks it for. */
export function videoPlanOf({ plan }: Prepared): Plan {
  if (plan.kind !== 'video') throw new TypeError('MediaConvert was asked for images.');
  return plan;
}
