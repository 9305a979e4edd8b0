import type { AudioTrack } from './audioTrack.ts';
import { isPicture } from './isPicture.ts';
import { type Candidate, isCommentary, partOf } from './trackCandidate.ts';
import type { VideoTrack } from './videoTrack.ts';

/** A track that nothing is made of. */
export interface LeftOutTrack {
  kind: 'video' | 'audio';
  codec: string;
  reason: 'codec' | 'disabled' | 'picture' | 'auxiliary' | 'commentary' | 'other';
}

/** A candidate that was not chosen, and why not. */
export function leftOut(
  kind: LeftOutTrack['kind'],
  candidate: Candidate<VideoTrack> | Candidate<AudioTrack>,
): LeftOutTrack {
  const { track, entry, decodability } = candidate;
  // Behind a tag that nobody decodes MediaInfo may well find what somebody would.
  const codec = decodability === 'no' ? (entry ?? track.codec) : track.codec;
  return { kind, codec, reason: reasonOf(candidate) };
}

function reasonOf(candidate: Candidate<VideoTrack> | Candidate<AudioTrack>): LeftOutTrack['reason'] {
  const { declared, mediaInfo, track } = candidate;
  if (candidate.decodability === 'no') return 'codec';
  if (declared && !declared.enabled) return 'disabled';
  if (partOf(declared) === 'auxiliary') return 'auxiliary';
  if ('width' in track && (partOf(declared) === 'picture' || isPicture(track, mediaInfo))) return 'picture';
  return isCommentary(declared, mediaInfo) ? 'commentary' : 'other';
}
