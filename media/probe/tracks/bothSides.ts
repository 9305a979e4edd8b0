import { textField } from '../trackField.ts';
import type { AudioTrack } from './audioTrack.ts';
import { type Candidate, isCommentary } from './trackCandidate.ts';

/**
 * A camera's or a mixer's two tracks of one channel each, where their layouts say that they are the sides of one sound.
 * Which of them is enabled is no matter: ffmpeg switches off all but the first of any file it copies.
 */
export function bothSides(
  chosen: Candidate<AudioTrack>,
  audios: Candidate<AudioTrack>[],
): { left: Candidate<AudioTrack>; right: Candidate<AudioTrack> } | undefined {
  const side = sideOf(chosen);
  if (side === null) return undefined;
  const other = audios.find(
    candidate =>
      sideOf(candidate) === (side === 'L' ? 'R' : 'L') &&
      candidate.track.codec === chosen.track.codec &&
      candidate.track.sampleRateHz === chosen.track.sampleRateHz &&
      candidate.decodability === chosen.decodability &&
      isCommentary(candidate.declared, candidate.mediaInfo) ===
        isCommentary(chosen.declared, chosen.mediaInfo),
  );
  if (other === undefined) return undefined;
  return side === 'L' ? { left: chosen, right: other } : { left: other, right: chosen };
}

function sideOf({ track, mediaInfo }: Candidate<AudioTrack>): 'L' | 'R' | null {
  const layout = track.channels === 1 ? textField(mediaInfo, 'ChannelLayout') : null;
  return layout === 'L' || layout === 'R' ? layout : null;
}
