import { closeSync, openSync, readSync } from 'node:fs';
import { ConfigError } from '../../failures/configError.ts';
import { ffmpegLacks } from '../../media/build/ffmpegLacks.ts';
import { packagedFfmpeg } from '../../media/build/packagedFfmpeg.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { readElf } from './elf.ts';
import { elfNeeds, type ReadAt } from './elfNeeds.ts';
import { lambdaLacks } from './lambdaLacks.ts';

type Architecture = Profile['function']['architecture'];

/** ELF headers and program headers lie at the front of every program that a linker wrote. */
const START_BYTES = 64 * 1024;

const REMEDY = 'name a build for Lambda with FFMPEG_BIN';

/**
 * The ffmpeg that goes into the Lambda layer: `FFMPEG_BIN`, else the one that came with the project, which the desk
 * runs too. Never the one on PATH, which is the machine's own and needs its libraries.
 * @throws {ConfigError} when there is none, it cannot run in a function of `architecture`, or lacks what plans need:
 * that should stop a deployment, not each job.
 */
export function ffmpegBinary(architecture: Architecture, env: { FFMPEG_BIN?: string } = process.env): string {
  const path = env.FFMPEG_BIN || packagedFfmpeg();
  if (!path) {
    throw new ConfigError(
      `There is no ffmpeg for the Lambda layer, for it comes with the project on Linux on x86-64 only: ${REMEDY}.`,
    );
  }
  const fault = faultOf(path, architecture);
  if (fault === null) return path;
  throw new ConfigError(
    `The ffmpeg for the Lambda layer, ${path}, ${fault}; the profile's functions need a Linux program for ${architecture}, static or with no libraries but glibc's: ${REMEDY}.`,
  );
}

function faultOf(path: string, architecture: Architecture): string | null {
  return whileOpen(path, read => {
    const elf = readElf(read(0, START_BYTES));
    if (!elf) return 'is not a 64-bit Linux (ELF) program';
    if (elf.architecture !== architecture) return `is built for ${elf.architecture}`;
    if (elf.dynamic) {
      const needs = elfNeeds(read);
      if (!needs) return 'is not static, and does not say what it needs';
      const absent = lambdaLacks(needs);
      if (absent.length > 0) return `is not static: it needs ${absent.join(', ')}, which Lambda lacks`;
    }
    const lacks = ffmpegLacks(path) ?? []; // a program for another machine cannot be asked
    return lacks.length > 0 ? `lacks ${lacks.join(', ')}` : null;
  });
}

function whileOpen<T>(path: string, use: (read: ReadAt) => T): T {
  let file: number | undefined;
  try {
    const opened = openSync(path, 'r');
    file = opened;
    return use((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(opened, bytes, 0, length, offset));
    });
  } catch (cause) {
    throw new ConfigError(`The ffmpeg for the Lambda layer, ${path}, cannot be read: ${REMEDY}.`, { cause });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
