import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Plan } from '../../../media/plan/plan.ts';
import { AWS_CLI } from '../byHand/programs.ts';
import type { Peer, PeerWork } from './peer.ts';

/** The local S3 takes any. */
const ACCOUNT = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' };

const BUCKET = 'by-hand';
const KEY = 'clip.mp4';

const run = promisify(execFile);

/** What people write first: a shell script that copies down, encodes one rendition after the other, and copies each up. */
export async function firstScriptPeer(work: PeerWork): Promise<Peer> {
  const { clip, folder, stack } = work;
  const own = join(folder, 'script');
  mkdirSync(own);
  await stack.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await stack.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: readFileSync(clip) }));
  const script = join(own, 'script.sh');
  writeFileSync(script, scriptOf(work));
  return {
    name: 'script: copy, ffmpeg, copy',
    unlike: [
      'Each of its copies starts the AWS CLI, a program in Python.',
      'Its ffmpeg is told no more than size, quality and rate; nothing is looked at, tried again or recorded.',
    ],
    make: () => run('sh', [script], { cwd: own, env: { ...process.env, ...ACCOUNT } }),
    outputOf: async rendition => join(own, `${rendition}.mp4`),
  };
}

function scriptOf({ ffmpeg, plans, stack }: PeerWork): string {
  const copy = `${AWS_CLI.program} --endpoint-url ${stack.endpoint} s3 cp --quiet`;
  const each = [...plans].flatMap(([name, plan]) => [
    `'${ffmpeg}' -nostdin -loglevel error -y -i ${KEY} ${plainArgs(plan).join(' ')} ${name}.mp4`,
    `${copy} ${name}.mp4 s3://${BUCKET}/${name}.mp4`,
  ]);
  return ['set -e', `${copy} s3://${BUCKET}/${KEY} ${KEY}`, ...each, ''].join('\n');
}

/** ffmpeg's arguments as a shell user writes them. */
function plainArgs({ video, audio }: Plan): string[] {
  return [
    ...['-vf', `scale=${video.width}:${video.height}`, '-c:v', 'libx264', '-preset', video.encoderSpeed],
    ...['-crf', `${video.crf}`, '-maxrate', `${video.maxrateKbps}k`, '-bufsize', `${video.bufsizeKbps}k`],
    ...['-profile:v', video.profile, '-g', `${video.gopFrames}`, '-movflags', '+faststart'],
    ...(audio ? ['-c:a', 'aac', '-b:a', `${audio.bitrateKbps}k`] : ['-an']),
  ];
}
