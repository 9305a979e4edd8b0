import { basename, dirname } from 'node:path';
import type { Probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import type { OutputSettings } from '../settings/outputGroup.ts';
import { encodeArgs } from './encodeArgs.ts';
import { JobFailure } from './jobFailure.ts';
import { isJoined, joinArgs, joinedSeconds, type OpenedInput } from './joinArgs.ts';

/** The service gives a job up after 48 hours in PROGRESSING. */
const DEADLINE_MS = 48 * 3_600 * 1_000;

/** An output shorter than this share of its source means a source that was cut short. */
const COMPLETE_SHARE = 0.9;

export interface EncodeRun {
  bin: string;
  signal: AbortSignal;
  onProgress: (outTimeSeconds: number) => void;
}

/**
 * Makes one output beside the inputs, from its settings, and says what came out. `path` is its own, in their folder.
 * @throws {JobFailure} 1020, 1040, 1076 (the input ended early). @throws {WorkError} as runWatchedFfmpeg does.
 */
export async function encodeOutput(
  inputs: OpenedInput[],
  output: OutputSettings,
  path: string,
  { bin, signal, onProgress }: EncodeRun,
): Promise<{ durationMs: number; width: number; height: number }> {
  await runWatchedFfmpeg({
    bin,
    args: argsOf(inputs, output, basename(path)),
    cwd: dirname(path),
    deadlineMs: DEADLINE_MS,
    signal,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds),
  });
  const made = await probeFile(path).catch(cause => {
    throw new JobFailure(1020, 'Video sync did not read enough good frames to process successfully', cause);
  });
  if (secondsOf(made) < COMPLETE_SHARE * wantedSeconds(inputs)) {
    // The service tells where the file ends; where ffmpeg stopped reading is not known, so its size stands in.
    throw new JobFailure(
      1076,
      `Demuxer: [ReadPacketData File read failed - end of file hit at length [${inputs[0]?.source.sizeBytes}]. Is file truncated?]`,
    );
  }
  return {
    durationMs: Math.round(secondsOf(made) * 1_000),
    width: made.video.width,
    height: made.video.height,
  };
}

function argsOf(inputs: OpenedInput[], output: OutputSettings, path: string): string[] {
  const opened = inputs.map(one => ({ ...one, path: basename(one.path) }));
  const [only] = opened;
  if (!only || isJoined(opened.map(({ input }) => input))) return joinArgs(opened, output, path);
  return encodeArgs(only.input, output, only.source, { input: only.path, output: path });
}

function wantedSeconds(inputs: OpenedInput[]): number {
  const [only] = inputs;
  if (!only || isJoined(inputs.map(({ input }) => input))) return joinedSeconds(inputs);
  return secondsOf(only.source);
}

/** Zero where the file does not tell its length. */
function secondsOf({ video, durationSeconds }: Probe): number {
  return video.durationSeconds ?? durationSeconds ?? 0;
}
