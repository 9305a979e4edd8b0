import { ConfigError } from '../../failures/configError.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { ensureInstalled } from './ensureInstalled.ts';

/** The ffmpeg to use; installs Debian's where there is none. @throws {ConfigError} where that cannot be done. */
export function ensureFfmpeg(env: NodeJS.ProcessEnv): string {
  try {
    return findFfmpeg(env);
  } catch (error) {
    // A path that the user set is theirs to mend.
    if (!(error instanceof ConfigError) || env.FFMPEG_BIN) throw error;
    ensureInstalled('ffmpeg', 'ffmpeg');
    return findFfmpeg(env);
  }
}
