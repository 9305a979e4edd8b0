import type { Crop } from '../../containers/crop.ts';
import type { ToldTrack } from '../../containers/toldTrack.ts';
import type { Turn } from '../../containers/turn.ts';
import { codecName } from '../codecName.ts';
import type { StreamName } from '../streamId.ts';
import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';

export interface VideoTrack extends StreamName, Turn {
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
  fps: number | null;
  variableFps: boolean;
  /** The shortest gap between two frames, as a rate; only told of a variable rate. */
  maxFps: number | null;
  frameCount: number | null;
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
  durationSeconds: number | null;
}

/** These keep their alpha in a layer of its own, which only Matroska and WebM tell of. */
const ALPHA_CODECS = new Set(['vp8', 'vp9']);

/** Longer than this is a lie in a header, seconds: a month of film. */
const LONGEST_SECONDS = 31 * 24 * 3600;

/** Smaller than this a frame cannot be, bytes, even one that repeats the last: a count above it is a lie. */
const SMALLEST_FRAME_BYTES = 2;

/** What MediaInfo and the container itself say of one of the video tracks, lies taken out; null without a frame size. */
export function toVideoTrack(
  track: MediaInfoTrack,
  name: StreamName,
  told: ToldTrack | undefined,
  sizeBytes: number,
): VideoTrack | null {
  const crop = told?.crop ?? null;
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
    ...(told?.turn ?? { rotation: rotationOf(track), mirrored: false }),
    turnedElsewhere: told !== undefined && told.turn.rotation !== rotationOf(track),
    pixelAspect: pixelAspectOf(track, told?.pixelAspect ?? null),
    ...timingOf(track, sizeBytes),
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
      ((told?.alpha ?? false) && ALPHA_CODECS.has(codec)) ||
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

/** Writers round display sizes, and MediaInfo rounds what it makes of them: what is within a percent of square is square. */
const NEARLY_SQUARE = 0.01;

function pixelAspectOf(track: MediaInfoTrack, told: number | null): number {
  if (Number(track.PixelAspectRatio) < 0) return Number(track.PixelAspectRatio);
  const aspect = (told ?? positiveField(track, 'PixelAspectRatio') ?? 1) / halved(track);
  return Math.abs(aspect - 1) <= NEARLY_SQUARE || aspect > 10 || aspect < 0.1 ? 1 : aspect;
}

/**
 * Two views in one picture, for glasses: the shape that is told is that of what one eye sees. The picture is kept whole,
 * with both views, as players show it.
 */
function halved(track: MediaInfoTrack): number {
  const layout = textField(track, 'MultiView_Layout') ?? '';
  if (layout.startsWith('Side by Side')) return 0.5;
  return layout.startsWith('Top-Bottom') ? 2 : 1;
}

function timingOf(track: MediaInfoTrack, sizeBytes: number) {
  const duration = positiveField(track, 'Duration');
  const frames = positiveField(track, 'FrameCount');
  const lying =
    (duration !== null && duration > LONGEST_SECONDS) ||
    (frames !== null && frames * SMALLEST_FRAME_BYTES > sizeBytes);
  const timing = {
    fps: exactRate(track),
    variableFps: textField(track, 'FrameRate_Mode') === 'VFR',
    maxFps: positiveField(track, 'FrameRate_Maximum'),
    frameCount: frames,
    durationSeconds: duration,
  };
  return lying ? { ...timing, fps: null, maxFps: null, frameCount: null, durationSeconds: null } : timing;
}

/** The fraction where MediaInfo has one (30000/1001), else its rounded figure (29.970). */
function exactRate(track: MediaInfoTrack): number | null {
  const rounded = positiveField(track, 'FrameRate');
  const num = positiveField(track, 'FrameRate_Num');
  const den = positiveField(track, 'FrameRate_Den');
  const fraction = num !== null && den !== null ? num / den : null;
  const agrees = fraction !== null && rounded !== null && Math.abs(fraction - rounded) < 0.01;
  return agrees ? fraction : rounded;
}
