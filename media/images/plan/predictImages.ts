import { predictDecode } from '../../plan/predict.ts';
import type { ImagePlan } from './planImages.ts';

/** Starting ffmpeg and opening the source, seconds; the same on any number of cores. */
export const START_SECONDS = 0.15;

/** Decoded for one frame after a seek, from the key frame before it: encoders' usual ten seconds, halved. */
const SEEK_SECONDS = 5;

/** What a look takes in around the moment, decoded once more when the frame is taken. */
const LOOK_SECONDS = 2;

/** Read from scratch without decoding, bytes a second. */
const READ_BYTES_PER_SECOND = 200_000_000;

/** Most a pixel of an image takes, bytes. */
const BYTES_PER_PIXEL = 0.6;

/**
 * Predicted wall seconds on `vcpus` cores, and the most bytes the images take. Frames are sought, so a long film costs
 * no more than a short one but for reading through its packets.
 */
export function predictImages(
  plan: ImagePlan,
  sourceBytes: number,
  vcpus: number,
): { seconds: number; outputBytes: number } {
  const tiles = plan.sprite?.tiles ?? 0;
  const { durationSeconds } = plan;
  const decode = (seconds: number) =>
    predictDecode({ ...plan.source, frames: seconds / plan.frameSeconds }) / vcpus;
  const perLook = START_SECONDS + decode(Math.min(SEEK_SECONDS + LOOK_SECONDS, durationSeconds));
  const perTile = START_SECONDS + decode(Math.min(SEEK_SECONDS, durationSeconds));
  // As onePassIsCheaper chooses once the key frames are known.
  const sprite = tiles === 0 ? 0 : Math.min(tiles * perTile, START_SECONDS + decode(durationSeconds));
  const pixels = plan.shots
    .flatMap(({ images }) => images)
    .reduce((sum, one) => sum + one.width * one.height, 0);
  const { tile } = plan.sprite ?? {};
  // Each tile lies in scratch once more, as PNG of at most 3 bytes a pixel.
  const tileBytes = tile ? tile.width * tile.height * tiles * (3 + BYTES_PER_PIXEL) : 0;
  return {
    seconds:
      2 * START_SECONDS + sourceBytes / READ_BYTES_PER_SECOND + plan.shots.length * 2 * perLook + sprite,
    outputBytes: Math.ceil(pixels * BYTES_PER_PIXEL + tileBytes),
  };
}
