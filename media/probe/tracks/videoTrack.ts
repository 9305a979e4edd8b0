import type { ContainerTrack } from '../../containers/containerTrack.ts';
import type { Crop } from '../../containers/crop.ts';
import type { Turn } from '../../containers/turn.ts';
import { codecName } from '../codecName.ts';
import type { StreamName } from '../streamId.ts';
import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';
import { pixelAspectOf } from './pixelAspect.ts';
import { type VideoTiming, videoTiming } from './videoTiming.ts';

export interface VideoTrack extends StreamName, Turn, VideoTiming {
  /** ffmpeg's name: `h264`, `hevc`, ... */
  codec: string;
  /** Of the part that is seen, before it is turned and before pixels are made square. */
  width: number;
  height: number;
  /** Which part of the coded picture that is; null where it is the whole. */
  crop: Crop | null;
  /** The turn stands not in the track's own header but above it, or in Matroska's projection. */
  turnedElsewhere: boolean;
  /** Width of a pixel over its height; below zero where the header is beyond what its field holds. */
  pixelAspect: number;
  /** Frames of two fields, or such as may be: then each frame tells for itself as it is decoded. */
  interlaced: boolean;
  bitDepth: number;
  /** `4:2:0`, `4:2:2`, `4:4:4`; `rgb` where there is no chroma to sample. */
  chroma: string;
  /** MediaInfo's name of the transfer curve: `BT.709`, `PQ`, `HLG`, ... */
  transfer: string | null;
  /** MediaInfo's names of the primaries and of the matrix; null where untold, reserved or unspecified. */
  primaries: string | null;
  matrix: string | null;
  /** It says something of its colours, though perhaps nothing that has a meaning. */
  namesColours: boolean;
  /** Its colours are Dolby Vision's own (IPT-PQ-C2): profile 5, and 10 without a base for others. */
  dolbyVisionOnly: boolean;
  /** Full-range samples (0-255), as cameras' MJPEG has them, not video's 16-235. */
  fullRange: boolean;
  /** It begins below zero, where ffmpeg loses its times: its frames are counted instead. */
  untimed: boolean;
  /** Some of it may be see-through. */
  alpha: boolean;
}

/** These keep their alpha in a layer of its own, which only Matroska and WebM tell of. */
const ALPHA_CODECS = new Set(['vp8', 'vp9']);

/** What MediaInfo and the container itself say of one of the video tracks, lies taken out; null without a frame size. */
export function toVideoTrack(
  track: MediaInfoTrack,
  name: StreamName,
  declared: ContainerTrack | undefined,
  sizeBytes: number,
): VideoTrack | null {
  const crop = declared?.crop ?? null;
  const width = crop?.width ?? positiveField(track, 'Width');
  const height = crop?.height ?? positiveField(track, 'Height');
  const format = textField(track, 'Format');
  if (width === null || height === null || format === null) return null;
  const space = textField(track, 'ColorSpace') ?? '';
  const codec = codecName(format, textField(track, 'Format_Version'), textField(track, 'Format_Profile'));
  return {
    ...name,
    codec,
    width,
    height,
    crop,
    ...(declared?.turn ?? { rotation: rotationOf(track), mirrored: false }),
    turnedElsewhere: declared !== undefined && declared.turn.rotation !== rotationOf(track),
    pixelAspect: pixelAspectOf(track, declared?.pixelAspect ?? null),
    ...videoTiming(track, sizeBytes),
    interlaced: interlacedOf(codec, textField(track, 'ScanType')),
    bitDepth: positiveField(track, 'BitDepth') ?? (codec === 'prores' ? 10 : 8),
    chroma: space.startsWith('RGB') ? 'rgb' : (textField(track, 'ChromaSubsampling') ?? '4:2:0'),
    transfer: textField(track, 'transfer_characteristics'),
    primaries: textField(track, 'colour_primaries'),
    matrix: textField(track, 'matrix_coefficients'),
    namesColours: textField(track, 'colour_description_present') === 'Yes',
    dolbyVisionOnly: dolbyVisionOnlyOf(track),
    // MJPEG is full range by definition; MediaInfo says nothing of it.
    fullRange: codec === 'mjpeg' || textField(track, 'colour_range') === 'Full',
    untimed: false,
    // MediaInfo does not tell which ProRes 4444 has alpha; where there is none, nothing is see-through.
    alpha:
      ((declared?.alpha ?? false) && ALPHA_CODECS.has(codec)) ||
      /^(RGB|YUV)A/.test(space) ||
      (codec === 'prores' && textField(track, 'ChromaSubsampling') === '4:4:4'),
  };
}

/** Profiles 4, 7, 8 and 9, and 10 where it tells of a compatible base, are ordinary video below. */
function dolbyVisionOnlyOf(track: MediaInfoTrack): boolean {
  if (textField(track, 'matrix_coefficients') === 'IPT-PQ-C2') return true;
  const profile = /\bd(?:vh[e1]|v[a-z]{2}|av1)\.(\d+)/.exec(String(track.HDR_Format_Profile))?.[1];
  return profile === '05' || (profile === '10' && textField(track, 'HDR_Format_Compatibility') === null);
}

/** MediaInfo says nothing of a stream that may hold both fields and frames and whose first pictures do not tell. */
function interlacedOf(codec: string, scanType: string | null): boolean {
  if (scanType === null) return codec === 'h264' || codec === 'vc1';
  return /interlaced|mbaff|paff/i.test(scanType);
}

/** MediaInfo counts clockwise (ffmpeg's display matrix counts the other way). Odd angles are not turned for. */
function rotationOf(track: MediaInfoTrack): VideoTrack['rotation'] {
  const degrees = Math.round(positiveField(track, 'Rotation') ?? 0) % 360;
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
}
