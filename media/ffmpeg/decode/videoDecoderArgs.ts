import type { SourcePlan } from '../../plan/sourcePlan.ts';

/** ffmpeg's own decoders of these leave the alpha layer out. */
const WITH_ALPHA: Record<string, string> = { vp8: 'libvpx', vp9: 'libvpx-vp9' };

/** ffmpeg's arguments ahead of an input for the decoder of its pictures, where its own choice would lose something. */
export function videoDecoderArgs({ video, source }: Pick<SourcePlan, 'video' | 'source'>): string[] {
  const decoder = video.colour.onBlack ? WITH_ALPHA[source.codec] : undefined;
  return decoder === undefined ? [] : ['-c:v', decoder];
}
