import type { Crop } from './crop.ts';
import type { Turn } from './turn.ts';

/** What a container itself tells of one of its tracks, where MediaInfo tells less or nothing. */
export interface ContainerTrack {
  /** MP4's track id, Matroska's track number: MediaInfo's `ID`. */
  id: number;
  kind: 'video' | 'audio' | 'other';
  /** An MP4's sample entry (`avc1`), Matroska's CodecID (`V_MPEG4/ISO/AVC`). */
  codecId: string;
  /** Players leave out what is not. */
  enabled: boolean;
  /** Matroska's own mark; in an MP4 every enabled track has it. */
  isDefault: boolean;
  /** What it is there for, as far as the container tells. */
  part: TrackPart;
  turn: Turn;
  crop: Crop | null;
  /** Width of a pixel over its height; null where MediaInfo tells all there is. */
  pixelAspect: number | null;
  /** Some of it may be see-through. */
  alpha: boolean;
  /** Of sound whose tag alone does not tell what its samples are; null of all else. */
  floatSamples: FloatSamples | null;
  /** Some or all of its samples are. */
  encrypted: boolean;
}

/** Uncompressed sound of floating point. */
export interface FloatSamples {
  bits: number;
  littleEndian: boolean;
}

/**
 * `film` is what was recorded; `picture` a thumbnail or a chapter's picture; `auxiliary` an alpha, a depth map, an
 * enhancement layer; `commentary` sound that talks about the film or describes it.
 */
export type TrackPart = 'film' | 'picture' | 'auxiliary' | 'commentary';
