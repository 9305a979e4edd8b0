import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ALL_RENDITIONS } from '../stack/faultProject.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import { processesIn } from '../stack/stackProcesses.ts';

/** What should be gone from the output buckets. */
export async function leftInBuckets({ s3 }: FaultStack): Promise<string[]> {
  const left: string[] = [];
  for (const rendition of ALL_RENDITIONS) {
    const Bucket = `fanreel-${rendition}`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: '.fanreel/' }));
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    left.push(...Contents.map(({ Key }) => `a staged object is left: ${Bucket}/${Key}`));
    left.push(...Uploads.map(({ Key }) => `an upload in parts is left open: ${Bucket}/${Key}`));
  }
  return left;
}

/** What should be gone from scratch, and processes that should have ended. */
export function leftOnDisk(dataDir: string): string[] {
  const scratch = join(dataDir, 'scratch');
  const { ffmpegs, managed } = processesIn(scratch);
  const files = existsSync(scratch)
    ? readdirSync(scratch, { recursive: true, encoding: 'utf8' }).filter(name =>
        statSync(join(scratch, name), { throwIfNoEntry: false })?.isFile(),
      )
    : [];
  return [
    ...[...ffmpegs, ...managed].map(pid => `ffmpeg ${pid} still runs`),
    ...files.map(name => `a file is left in scratch: ${name}`),
  ];
}
