import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ffmpegLacks } from '../media/ffmpegLacks.ts';
import { ConfigError } from '../presets/schema/configError.ts';
import type { Profile } from '../profiles/schema/profile.ts';
import { readElf } from './elf.ts';

type Architecture = Profile['function']['architecture'];

/** ELF headers and program headers lie at the front of every program that a linker wrote. */
const START_BYTES = 64 * 1024;

const REMEDY = 'install ffmpeg-static (npm install), or name a static build with FFMPEG_BIN';

/**
 * The ffmpeg that goes into the Lambda layer: `FFMPEG_BIN`, else ffmpeg-static's. Never the one on PATH, which
 * is the machine's own and needs its libraries.
 * @throws {ConfigError} when there is none, it cannot run in a function of `architecture`, or lacks what plans need:
 * that should stop a deployment, not each job.
 */
export function ffmpegBinary(architecture: Architecture, env: { FFMPEG_BIN?: string } = process.env): string {
  const path = env.FFMPEG_BIN || ffmpegStaticPath();
  if (!path) throw new ConfigError(`There is no ffmpeg for the Lambda layer: ${REMEDY}.`);
  const elf = readElf(startOf(path));
  if (!elf) throw unfit(path, `is not a 64-bit Linux (ELF) program`, architecture);
  if (elf.architecture !== architecture) throw unfit(path, `is built for ${elf.architecture}`, architecture);
  if (elf.dynamic) throw unfit(path, 'is not static: it needs libraries that Lambda lacks', architecture);
  const lacks = ffmpegLacks(path) ?? []; // a program for another machine cannot be asked
  if (lacks.length > 0) throw unfit(path, `lacks ${lacks.join(', ')}`, architecture);
  return path;
}

function ffmpegStaticPath(): string | null {
  try {
    return createRequire(import.meta.url)('ffmpeg-static') as string | null;
  } catch {
    return null; // an optional dependency: its download may have failed
  }
}

function startOf(path: string): Buffer {
  const start = Buffer.alloc(START_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      return start.subarray(0, readSync(file, start, 0, START_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new ConfigError(`The ffmpeg for the Lambda layer, ${path}, cannot be read: ${REMEDY}.`, { cause });
  }
}

function unfit(path: string, fault: string, architecture: Architecture): ConfigError {
  return new ConfigError(
    `The ffmpeg for the Lambda layer, ${path}, ${fault}; the profile's functions need a static Linux program for ${architecture}: ${REMEDY}.`,
  );
}
