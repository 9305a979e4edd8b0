import { existsSync } from 'node:fs';
import { ensureFfmpeg } from '../local/ensureFfmpeg.ts';
import { ensureInstalled } from '../local/ensureInstalled.ts';

/** The tests run real tools: ffmpeg with ffprobe, and the AWS CLI, a client that nobody here wrote. */
export default function setup(): void {
  ensureFfmpeg(process.env);
  if (!existsSync('/usr/bin/ffprobe')) ensureInstalled('ffmpeg', 'ffprobe');
  if (!existsSync('/usr/bin/aws')) ensureInstalled('awscli', 'The AWS CLI');
}
