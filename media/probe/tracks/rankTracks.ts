import { textField } from '../trackField.ts';
import type { AudioTrack } from './audioTrack.ts';
import { isPicture } from './isPicture.ts';
import type { Decodability } from './takenCodecs.ts';
import { type Candidate, isCommentary, isDefault, partOf } from './trackCandidate.ts';
import type { VideoTrack } from './videoTrack.ts';

/** What speaks for a track, the weightiest first. */
type Rank = (number | boolean)[];

const DECODABILITY_RANK: Record<Decodability, number> = { no: 0, unknown: 1, yes: 2 };

export function videoRank({ track, mediaInfo, declared, decodability }: Candidate<VideoTrack>): Rank {
  return [
    partOf(declared) !== 'auxiliary',
    partOf(declared) === 'film',
    !isPicture(track, mediaInfo),
    DECODABILITY_RANK[decodability],
    declared?.enabled ?? true,
    isDefault(declared, mediaInfo),
    track.width * track.height,
  ];
}

export function audioRank({ mediaInfo, declared, decodability }: Candidate<AudioTrack>): Rank {
  return [
    DECODABILITY_RANK[decodability],
    declared?.enabled ?? true,
    !isCommentary(declared, mediaInfo),
    isDefault(declared, mediaInfo),
  ];
}

/** Of a transport stream's several programmes, whose sound is their own; null elsewhere. */
export function programOf(candidate: Candidate<unknown> | undefined): string | null {
  const order = candidate ? textField(candidate.mediaInfo, 'StreamOrder') : null;
  return order?.includes('-') ? (order.split('-')[0] ?? null) : null;
}

/** The first of those that nothing ranks above. */
export function best<T>(candidates: T[], rankOf: (candidate: T) => Rank): T | undefined {
  const ranked = candidates.map(candidate => ({ candidate, rank: rankOf(candidate) }));
  return ranked.sort((one, other) => compare(other.rank, one.rank))[0]?.candidate;
}

function compare(one: Rank, other: Rank): number {
  const differing = one.findIndex((value, index) => value !== other[index]);
  return differing === -1 ? 0 : Number(one[differing]) - Number(other[differing]);
}
