import type { ImagePreset } from '../../presets/schema/preset.ts';
import { checkColours } from '../checkColours.ts';
import { chooseColour } from '../colour.ts';
import { checkAmount, checkLimits } from '../limits.ts';
import { type MatrixFilter, matrixFilter } from '../matrixFilter.ts';
import { MediaError } from '../mediaError.ts';
import { alphaDecoder, type Decision, incompleteDecision, type Plan } from '../plan.ts';
import type { Probe } from '../probe.ts';
import { expectedDuration } from '../sourceDuration.ts';
import type { StreamName } from '../streamId.ts';
import { checkCodec } from '../takenCodecs.ts';
import type { VideoTrack } from '../videoTrack.ts';
import { imageFilters } from './imageFilters.ts';
import { imageSizes } from './imageSizes.ts';
import { imageSuffix } from './imageSuffix.ts';
import { type AskedTime, imageTimes } from './imageTimes.ts';
import { planSprite, type SpritePlan } from './planSprite.ts';

/** Which images a preset makes of a source, with the reason for each choice. */
export interface ImagePlan extends StreamName {
  kind: 'image';
  /** As in a video's plan. */
  decoder: string | null;
  matrixFilter: MatrixFilter | null;
  format: ImagePreset['format'];
  /** 1 is worst, 100 is best. */
  quality: number;
  durationSeconds: number;
  durationToleranceSeconds: number | null;
  /** One frame's time, seconds. */
  frameSeconds: number;
  /** As `VideoTrack.untimed`: frames are counted from the first one on, since there are no times to seek by. */
  untimed: boolean;
  /** How far ahead of a moment to start reading, seconds: where the container does not tell where key frames are. */
  runUpSeconds: number;
  shots: Shot[];
  sprite: SpritePlan | null;
  source: Plan['source'];
  decisions: Decision[];
  /** As in a video's plan. */
  warnings: string[];
}

/** One moment of the source, and the images made of it. */
export interface Shot {
  /** The moment asked for; the frame taken may be another one near by (chooseFrame.ts). */
  seconds: number;
  images: PlannedImage[];
}

export interface PlannedImage {
  role: 'thumbnail' | 'poster';
  /** File name, the last part of the key. */
  name: string;
  width: number;
  height: number;
  /** ffmpeg's `-vf` chain. */
  filters: string[];
}

/** Where the source does not tell its rate. */
const ASSUMED_FPS = 30;

/** ffmpeg seeks in these by time alone, and then shows nothing until the next key frame. */
const UNINDEXED = new Set(['ts', 'mpg']);

/** The usual longest distance between key frames. */
const RUN_UP_SECONDS = 10;

/**
 * Decides which images a preset makes of a source. Pure: the same facts give the same plan.
 * @throws {MediaError} of class `input`: no-video, codec, dolby-vision-5, colour-space, and checkLimits'.
 */
export function planImages(probe: Probe, preset: ImagePreset): ImagePlan {
  const source = probe.video;
  if (source === null) {
    throw new MediaError({
      failureClass: 'input',
      code: 'no-video',
      message: 'The file has no video in it.',
    });
  }
  checkCodec(source);
  checkColours(source);
  const fps = source.fps ?? ASSUMED_FPS;
  const duration = expectedDuration(probe, source, fps);
  const frames = source.frameCount ?? Math.max(1, Math.round(duration.seconds * fps));
  checkLimits(source);
  if (duration.isCounted) checkAmount(source, duration.seconds, frames);
  const clip = { seconds: duration.seconds, frameSeconds: 1 / fps, frames };
  const times = imageTimes(preset.at, clip);
  const poster = posterTime(preset, clip, times.kept);
  const colour = chooseColour(source);
  const { sizes, reason: sizeReason } = imageSizes(source, preset.widths);
  return {
    kind: 'image',
    streamIndex: source.streamIndex,
    streamId: source.streamId,
    decoder: alphaDecoder(source),
    matrixFilter: matrixFilter(source),
    format: preset.format,
    quality: preset.quality,
    durationSeconds: duration.seconds,
    durationToleranceSeconds: duration.toleranceSeconds,
    frameSeconds: 1 / fps,
    untimed: source.untimed,
    runUpSeconds: UNINDEXED.has(probe.container) ? RUN_UP_SECONDS : 0,
    shots: shotsOf(source, preset, times.kept, poster, sizes),
    sprite: preset.sprite ? planSprite(source, preset.sprite, preset.format, clip) : null,
    source: {
      width: source.width,
      height: source.height,
      fps: source.fps,
      variableFps: source.variableFps,
      frames,
      codec: source.codec,
      rotation: source.rotation,
    },
    decisions: [
      ...times.decisions,
      {
        what: 'sizes',
        choice: sizes.map(size => `${size.width}x${size.height}`).join(', '),
        reason: sizeReason,
      },
      ...turnDecision(source),
      {
        what: 'colour',
        choice: colour.toneMap ? 'tone-mapped to standard range' : "the source's",
        reason: colour.reason,
      },
      ...incompleteDecision(probe),
      { what: 'length', choice: `${duration.seconds.toFixed(3)} s`, reason: duration.reason },
    ],
    // Images leave the sound alone, and have all of the picture.
    warnings: [],
  };
}

function posterTime(
  { poster }: ImagePreset,
  clip: Parameters<typeof imageTimes>[1],
  kept: AskedTime[],
): number | null {
  if (poster === false) return null;
  if (poster === true) return kept[0]?.seconds ?? 0;
  return imageTimes([poster], clip).kept[0]?.seconds ?? 0;
}

function shotsOf(
  source: VideoTrack,
  preset: ImagePreset,
  times: AskedTime[],
  poster: number | null,
  sizes: { width: number; height: number }[],
): Shot[] {
  const suffix = imageSuffix(preset.format);
  const image = (role: PlannedImage['role'], name: string, size: { width: number; height: number }) => ({
    role,
    name: `${name}${suffix}`,
    ...size,
    filters: imageFilters(source, size, preset.format),
  });
  const shots: Shot[] = times.map(({ seconds }, index) => ({
    seconds,
    images: sizes.map(size =>
      image('thumbnail', `${String(index + 1).padStart(4, '0')}-${size.width}`, size),
    ),
  }));
  const largest = sizes.at(-1);
  if (poster === null || !largest) return shots;
  const same = shots.find(shot => shot.seconds === poster);
  if (same) same.images.push(image('poster', 'poster', largest));
  else shots.push({ seconds: poster, images: [image('poster', 'poster', largest)] });
  return shots;
}

function turnDecision({ rotation, mirrored }: VideoTrack): Decision[] {
  if (rotation === 0 && !mirrored) return [];
  const choice = `${rotation} degrees clockwise${mirrored ? ', mirrored' : ''}`;
  return [{ what: 'rotation', choice, reason: 'images carry no rotation of their own' }];
}
