import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import { mediaConvertRefusal } from '../../../media/mediaconvert/mediaConvertRefusal.ts';
import { mediaConvertSettings } from '../../../media/mediaconvert/mediaConvertSettings.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import { type ManagedPlan, outputPlanOf } from './openJob.ts';

/** Where MediaConvert reads, and where it writes. */
export interface ManagedUrls {
  input: string;
  destination: string;
}

/** Why MediaConvert cannot make this, as half a sentence; null where it can. */
export function managedRefusal({ probed, plan, managed }: Prepared): string | null {
  if (managed) return managed.refusal;
  if (plan.kind === 'clip') return 'what is cut out and fits the function is cut there';
  if (plan.kind === 'image') return 'images are made by ffmpeg only';
  return probed && mediaConvertRefusal(probed, plan);
}

/** How it is told to. Only of what managedRefusal has nothing against. */
export function settingsOf({ plan, managed }: Prepared, urls: ManagedUrls): JobSettings {
  return managed
    ? managed.settings(urls.destination)
    : mediaConvertSettings(outputPlanOf(managedPlan(plan)), urls);
}

/** The plan of what managedRefusal has nothing against. @throws {TypeError} for images, which nobody asks it for. */
export function managedPlan(plan: Prepared['plan']): ManagedPlan {
  if (plan.kind === 'image') throw new TypeError('MediaConvert was asked for images.');
  return plan;
}
