import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegArgs } from '../../media/ffmpegArgs.ts';
import { findFfmpeg } from '../../media/findFfmpeg.ts';
import { MediaError } from '../../media/mediaError.ts';
import { planRendition } from '../../media/plan.ts';
import { probe } from '../../media/probe.ts';
import { probeFile } from '../../media/probeFile.ts';
import { runFfmpeg } from '../../media/runFfmpeg.ts';
import { verifyOutput } from '../../media/verify.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { type OutputFacts, outputFacts } from './outputFacts.ts';

export interface Outcome {
  /** `accept` or `refuse:<code>`. */
  got: string;
  /** For people: of a refusal. */
  message: string;
  facts: OutputFacts | null;
  /** Until the output was verified, or the refusal. */
  seconds: number;
  bytesRead: number;
  /** ffmpeg was needed to find out. */
  decoded: boolean;
}

/** Takes a file through the media layer alone, as a job would: probe, plan, encode, verify. */
export async function throughMedia(path: string, preset: VideoPreset): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-corpus-'));
  const startedAt = performance.now();
  const outcome: Outcome = {
    got: 'accept',
    message: '',
    facts: null,
    seconds: 0,
    bytesRead: 0,
    decoded: false,
  };
  const output = join(folder, 'out.mp4');
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const readRange = async (offset: number, length: number) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      outcome.bytesRead += bytesRead;
      return buffer.subarray(0, bytesRead);
    };
    const plan = planRendition(await probe(readRange, size), preset);
    outcome.decoded = true;
    const args = ffmpegArgs(plan, { input: path, output, progress: true });
    await runFfmpeg({ bin: findFfmpeg(process.env), args, cwd: folder, deadlineMs: 60_000 });
    verifyOutput(await probeFile(output), plan);
    outcome.seconds = (performance.now() - startedAt) / 1000;
    outcome.facts = outputFacts(output);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    outcome.seconds = (performance.now() - startedAt) / 1000;
    outcome.got = `refuse:${error.code}`;
    outcome.message = `${error.message} ${error.detail ?? ''}`.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return outcome;
}
