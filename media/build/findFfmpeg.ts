import { ConfigError } from '../../failures/configError.ts';
import { findProgram, isProgram } from './findProgram.ts';
import { packagedFfmpeg } from './packagedFfmpeg.ts';

/**
 * The ffmpeg to run: FFMPEG_BIN, else the one that came with the project, as the Lambda layer has it, else the first on PATH.
 * @throws {ConfigError} where FFMPEG_BIN names nothing that runs, or there is none anywhere.
 */
export function findFfmpeg(env: { FFMPEG_BIN?: string; PATH?: string }): string {
  if (env.FFMPEG_BIN) {
    if (isProgram(env.FFMPEG_BIN)) return env.FFMPEG_BIN;
    throw new ConfigError(`FFMPEG_BIN is ${env.FFMPEG_BIN}, which is not a program that can be run.`);
  }
  const packaged = packagedFfmpeg();
  const found = packaged !== null && isProgram(packaged) ? packaged : findProgram('ffmpeg', env.PATH);
  if (found) return found;
  throw new ConfigError(
    'There is no ffmpeg: install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg) or set FFMPEG_BIN to its path.',
  );
}
