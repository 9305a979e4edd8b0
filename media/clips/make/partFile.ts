import type { PictureShape } from '../../ffmpeg/filters/pictureShape.ts';
import type { HardenedInputOptions } from '../../ffmpeg/hardenedInput.ts';
import type { Timeline } from '../../measure/measureSource.ts';
import { sourceAt } from '../clipPart.ts';
import type { Fetched } from '../fetched.ts';
import type { ClipPlan, SourceCut } from '../plan/clipPlan.ts';

/** A part of a clip on this machine: how its pictures and sound are to be laid, and when they are. */
export interface PartFile {
  /** Which part. */
  part: number;
  /** Its source's, for people. */
  name: string;
  fetched: Fetched;
  /** All of its source is in it. */
  isWhole: boolean;
  cut: SourceCut;
  /** By the file's own clock, as ffmpeg reads it. */
  timeline: Timeline;
  /** Added to that gives the source's own, seconds. */
  offsetSeconds: number;
  /** How ffmpeg has to open it. */
  opened: HardenedInputOptions;
  /** As MeasuredPictures has them. */
  shapes: PictureShape[];
  /** As Measured has it. */
  settled: string | null;
}

/** A source's cut as its part's file has it: there, tracks may have other numbers. */
export function cutOfFile({ sources }: ClipPlan, source: number, { probe }: Fetched): SourceCut {
  const cut = sourceAt(sources, source);
  const { streamIndex, streamId } = probe.video;
  const { clock, incomplete } = probe;
  return {
    ...{ ...cut, clock, incomplete, untimed: probe.video.untimed },
    video: { ...cut.video, streamIndex, streamId },
    audio: cut.audio && probe.audio && { ...cut.audio, ...streamsOf(probe.audio) },
  };
}

function streamsOf({ streamIndex, streamId, floatSamples, right }: NonNullable<Fetched['probe']['audio']>) {
  const name = { streamIndex, streamId, floatSamples };
  if (!right) return name;
  return {
    ...name,
    right: { streamIndex: right.streamIndex, streamId: right.streamId, floatSamples: right.floatSamples },
  };
}

/** @throws {TypeError} for a part that is not among these. */
export function partOf(parts: readonly PartFile[], part: number): PartFile {
  const found = parts.find(one => one.part === part);
  if (!found) throw new TypeError(`The clip has no part ${part}.`);
  return found;
}
