import type { Probe } from '../../../media/probe/probe.ts';
import type { InputSettings } from '../settings/inputSettings.ts';
import type { Turn } from './outputFrame.ts';

const DEGREES = { DEGREE_0: 0, DEGREES_90: 90, DEGREES_180: 180, DEGREES_270: 270 } as const;

/**
 * How far the service turns the picture, clockwise: not at all unless asked, whatever the file says; with AUTO as the
 * file says, of .mp4 and .mov alone.
 */
export function turnOf(input: InputSettings, source: Probe): Turn {
  const rotate = input.videoSelector?.rotate ?? 'DEGREE_0';
  if (rotate !== 'AUTO') return DEGREES[rotate];
  return source.container === 'mp4' || source.container === 'mov' ? source.video.rotation : 0;
}
