import { planClip } from '../../../media/clips/plan/planClip.ts';
import { audioEncoderArgs } from '../../../media/ffmpeg/encode/audioArgs.ts';
import { videoEncoderArgs } from '../../../media/ffmpeg/encode/videoEncoderArgs.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';

/**
 * ffmpeg's arguments, as somebody would type them, for the end of one file and the beginning of the next, encoded as the
 * preset has it.
 */
export async function bareClip(
  [one, other]: [string, string],
  { video: preset }: ClipPreset,
  { seconds, half, output }: { seconds: number; half: number; output: string },
): Promise<string[]> {
  const sources = [{ name: one, probe: await probeFile(one) }];
  const parts = [{ source: 0, fromSeconds: 0, toSeconds: half, atSeconds: 0 }];
  const { video, audio } = planClip(sources, parts, preset, half).output;
  return [
    ...['-nostdin', '-v', 'error', '-y'],
    ...['-ss', String(seconds - half), '-i', one, '-t', String(half), '-i', other],
    ...['-filter_complex', '[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1[v][a]', '-map', '[v]', '-map', '[a]'],
    ...[...videoEncoderArgs(video), ...(audio ? audioEncoderArgs(audio) : [])],
    ...['-movflags', '+faststart', output],
  ];
}
