import { WorkError } from '../../../failures/workError.ts';
import type { ImagePreset } from '../../../presets/schema/preset.ts';
import { checkAmount, checkLimits } from '../../accepted.ts';
import type { Clock } from '../../containers/clock.ts';
import { checkColours } from '../../plan/colour/checkColours.ts';
import { chooseColour } from '../../plan/colour/colour.ts';
import { type MatrixFilter, matrixFilter } from '../../plan/colour/matrixFilter.ts';
import type { Decision } from '../../plan/decision.ts';
import { chooseFrameRate, type FrameRate } from '../../plan/frame/frameRate.ts';
import { alphaDecoder, incompleteDecision, type Plan } from '../../plan/plan.ts';
import { type ExpectedDuration, expectedDuration } from '../../plan/sourceDuration.ts';
import type { Probe } from '../../probe/probe.ts';
import type { StreamName } from '../../probe/streamId.ts';
import { checkCodec } from '../../probe/tracks/takenCodecs.ts';
import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';
import { imageSizes } from './imageSizes.ts';
import { imageTimes } from './imageTimes.ts';
import { planShots, type Shot } from './planShots.ts';
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
  /** The grid of a video of it. */
  rate: FrameRate;
  /** As in a video's plan: where the sound begins, and where it ends, is a matter of the images' moments too. */
  audio: (StreamName & { decoder: string | null }) | null;
  clock: Clock;
  incomplete: boolean;
  /** As `VideoTrack.untimed`: frames are counted from the first one on, since there are no times to seek by. */
  untimed: boolean;
  /** How far ahead of a key frame to start reading, seconds: where the container does not tell where they are. */
  runUpSeconds: number;
  shots: Shot[];
  sprite: SpritePlan | null;
  source: Plan['source'];
  decisions: Decision[];
  /** As in a video's plan. */
  warnings: string[];
}

/** Where the source does not tell its rate. */
const ASSUMED_FPS = 30;

/** No finer than any preset's grid. */
export const ANY_RATE = Number.POSITIVE_INFINITY;

/** ffmpeg seeks in these by time alone, and then shows nothing until the next key frame. */
const UNINDEXED = new Set(['ts', 'mpg']);

/** Ahead of a key frame, far enough for its packets to be met whole. */
const RUN_UP_SECONDS = 1;

/** What was measured of a source, which goes before what its headers tell. */
export interface MeasuredLength {
  /** Of a video of it. */
  seconds: number;
  /** Of its pictures: what is heard beyond them has no moments of its own. */
  pictureSeconds: number;
  /** Pictures in the source. */
  frames: number;
}

/**
 * Decides which images a preset makes of a source; `measured` once it is known. Pure: the same facts give the same plan.
 * @throws {WorkError} of class `input`: no-video, codec, dolby-vision-5, colour-space, and checkLimits'.
 */
export function planImages(
  probe: Probe,
  preset: ImagePreset,
  measured: MeasuredLength | null = null,
): ImagePlan {
  const source = probe.video;
  if (source === null) {
    throw new WorkError('no-video', { message: 'The file has no video in it.' });
  }
  checkCodec(source);
  checkColours(source);
  const fps = source.fps ?? ASSUMED_FPS;
  const duration = measured ? measuredDuration(measured) : expectedDuration(probe, source, fps);
  const frames = measured?.frames ?? source.frameCount ?? Math.max(1, Math.round(duration.seconds * fps));
  checkLimits(source);
  if (duration.isCounted) checkAmount(source, duration.seconds, frames);
  const clip = { seconds: measured?.pictureSeconds ?? duration.seconds, frameSeconds: 1 / fps, frames };
  const times = imageTimes(preset.at, clip);
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
    rate: chooseFrameRate(source, ANY_RATE).rate,
    audio: audioOf(probe),
    clock: probe.clock,
    incomplete: probe.incomplete,
    untimed: source.untimed,
    runUpSeconds: UNINDEXED.has(probe.container) ? RUN_UP_SECONDS : 0,
    shots: planShots(source, preset, clip, times.kept, sizes),
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

function measuredDuration({ seconds }: MeasuredLength): ExpectedDuration {
  return { seconds, toleranceSeconds: null, isCounted: true, reason: "measured by the source's packets" };
}

function audioOf({ audio }: Probe): ImagePlan['audio'] {
  return audio && { streamIndex: audio.streamIndex, streamId: audio.streamId, decoder: audio.decoder };
}

function turnDecision({ rotation, mirrored }: VideoTrack): Decision[] {
  if (rotation === 0 && !mirrored) return [];
  const choice = `${rotation} degrees clockwise${mirrored ? ', mirrored' : ''}`;
  return [{ what: 'rotation', choice, reason: 'images carry no rotation of their own' }];
}
