import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { probe } from '../../../media/probe/probe.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { prepare } from '../../../pipeline/kinds/prepare.ts';
import type { MadeFile } from '../../../pipeline/kinds/prepared.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Expected } from '../file/corpusFile.ts';
import { judgeMade } from './judgeMade.ts';
import type { ListedOutput } from './listedOutput.ts';

export interface MediaResult {
  /** `accept` or `refuse:<code>`. */
  got: string;
  /** For people: of a refusal. */
  message: string;
  /** Of a video. */
  facts: ListedOutput | null;
  /** What is wrong with what was made, in words. */
  wrong: string[];
  /** Processor time until the output was verified, or the refusal, of this process and every ffmpeg. */
  cpuSeconds: number;
  bytesRead: number;
  /** ffmpeg was needed to find out. */
  decoded: boolean;
}

export interface ThroughMedia {
  preset: Preset;
  bin: string;
  scratch: string;
  /** Hears of what was made while it is still there. */
  look?: (files: MadeFile[]) => Promise<void>;
}

/**
 * Takes a file through the media layer with the ffmpeg `bin`, as a job would: probe, plan, make, verify. What it makes
 * is held to what is expected. Works in a folder in `scratch`, which is gone when it returns: `look` sees what was made.
 */
export async function throughMedia(
  path: string,
  { preset, bin, scratch, look }: ThroughMedia,
  expected: Expected = {},
): Promise<MediaResult> {
  const folder = await mkdtemp(join(scratch, 'made-'));
  const startedAt = await cpuSeconds();
  const outcome: MediaResult = {
    got: 'accept',
    message: '',
    facts: null,
    wrong: [],
    cpuSeconds: 0,
    bytesRead: 0,
    decoded: false,
  };
  const run = (args: string[], more = {}) =>
    runWatchedFfmpeg({ bin, args, cwd: folder, deadlineMs: 120_000, ...more });
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const readRange = async (offset: number, length: number) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      outcome.bytesRead += bytesRead;
      return buffer.subarray(0, bytesRead);
    };
    const source = { bucket: 'corpus', key: basename(path), version: 'none', sizeBytes: size };
    const prepared = prepare(await probe(readRange, size), preset, { source, rendition: 'any' });
    outcome.decoded = true;
    const bench: Bench = {
      ...{ folder, input: path, run, onIncomplete: 'make' },
      ...{ progressSeconds: 1, onProgress: () => {} },
    };
    const made = await prepared.make(bench, {
      readRange: (_source, offset, length) => readRange(offset, length),
    });
    outcome.cpuSeconds = (await cpuSeconds()) - startedAt;
    Object.assign(outcome, await judgeMade(preset.kind, prepared, made, expected));
    await look?.(made.files);
  } catch (error) {
    if (!(error instanceof WorkError)) throw error;
    outcome.cpuSeconds = (await cpuSeconds()) - startedAt;
    outcome.got = `refuse:${error.code}`;
    outcome.message = `${error.message} ${error.detail ?? ''}`.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return outcome;
}

/** The kernel counts children's time in ticks of 10 ms, once they have ended (proc(5): cutime, cstime). */
async function cpuSeconds(): Promise<number> {
  const { user, system } = process.cpuUsage();
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  // The second field, a program's name in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [cutime = 0, cstime = 0] = fields.slice(13, 15).map(Number);
  return (user + system) / 1e6 + (cutime + cstime) / 100;
}
