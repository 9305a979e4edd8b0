import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureFfmpeg } from '../local/machine/ensureFfmpeg.ts';
import { ensureInstalled } from '../local/machine/ensureInstalled.ts';

/**
 * The tests run real tools: ffmpeg with ffprobe, the AWS CLI, a client that nobody here wrote, and a browser. All of them, and
 * what they start, write below one temporary folder that goes when the run is over, whatever ended them.
 */
export default function setup(): () => void {
  ensureFfmpeg(process.env);
  if (!existsSync('/usr/bin/ffprobe')) ensureInstalled('ffmpeg', 'ffprobe');
  if (!existsSync('/usr/bin/aws')) ensureInstalled('awscli', 'The AWS CLI');
  if (!existsSync('/usr/bin/openssl')) ensureInstalled('openssl', 'openssl');
  if (!existsSync('/usr/bin/chromium')) ensureInstalled('chromium', 'Chromium');

  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fanreel-tests-')));
  process.env.TMPDIR = folder;
  process.env.FANREEL_KEPT_CLIPS ??= mkdtempSync(join(folder, 'kept-clips-'));
  // Every copy of the project has paths of its own, which nobody would clear out of a cache that stays.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compile-cache');
  return () => rmSync(folder, { recursive: true, force: true });
}
