import { statfsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../../../failures/configError.ts';
import { listen } from '../../../local/machine/listen.ts';
import { ffmpegLacks } from '../../../media/build/ffmpegLacks.ts';
import { ffmpegVersion } from '../../../media/build/ffmpegVersion.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { formatBytes } from '../../terminal/units.ts';
import { about, type Finding } from './finding.ts';

/** Below the first there is hardly room for one film and what is made of it, below the second for several; bytes. */
const SCARCE_BYTES = 1e9;
const ENOUGH_BYTES = 10e9;

/** What a machine needs to run a stack, or to deploy one. */
export function machineFindings(dataDir: string): Finding[] {
  return [about('node').ok(`Node ${process.version}`), ffmpegFinding(), diskFinding(dataDir)];
}

function ffmpegFinding(): Finding {
  const ffmpeg = about('ffmpeg');
  const mend = 'install one (Debian: apt-get install ffmpeg), or name one with FFMPEG_BIN';
  try {
    const path = findFfmpeg(process.env);
    const version = ffmpegVersion(path) ?? 'of no version that it tells';
    const lacks = ffmpegLacks(path);
    if (lacks === null) return ffmpeg.fail(`${path} does not run`, mend);
    if (lacks.length > 0) return ffmpeg.fail(`${path} ${version} lacks ${lacks.join(', ')}`, mend);
    return ffmpeg.ok(`${version}, has all codecs and filters that are used: ${path}`);
  } catch (error) {
    if (error instanceof ConfigError) return ffmpeg.fail(error.message, mend);
    throw error;
  }
}

function diskFinding(dataDir: string): Finding {
  const disk = about('disk');
  const { bavail, bsize } = statfsSync(thereOf(resolve(dataDir)));
  const free = bavail * bsize;
  const said = `${formatBytes(free)} free for ${dataDir}`;
  const mend =
    'make room, or choose another folder with --data: sources, outputs and scratch files lie there';
  if (free < SCARCE_BYTES) return disk.fail(said, mend);
  return free < ENOUGH_BYTES ? disk.warn(said, mend) : disk.ok(said);
}

/** The folder, or the nearest above it that there is. */
function thereOf(folder: string): string {
  try {
    statfsSync(folder);
    return folder;
  } catch {
    return dirname(folder) === folder ? folder : thereOf(dirname(folder));
  }
}

/** Whether a stack could be started on that port; asked where none answers there. */
export async function portFinding(port: number): Promise<Finding> {
  const server = createServer();
  try {
    await listen(server, port);
    return about('port').ok(`${port} is free`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return about('port').fail(
      error.message.replace(/:[^:]*$/, ''),
      'stop it, or choose another with "npm start -- --port"',
    );
  } finally {
    server.close();
  }
}
