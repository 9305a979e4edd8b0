import { createInterface } from 'node:readline';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { decideByName } from '../../../pipeline/uploads/decideByName.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

const STDIN = '-';

export interface KeyChoice {
  keys: string[];
  prefix?: string | undefined;
}

/**
 * The keys that are named, listed on stdin or begin with a prefix, each once; of a prefix what is no video by its name is left out.
 * @throws {CommandError} 2 where none is named; 1 for one that is not in the bucket.
 */
export async function chosenKeys(client: S3Client, bucket: string, choice: KeyChoice): Promise<string[]> {
  const { keys, prefix } = choice;
  if (keys.length === 0 && prefix === undefined) {
    throw new CommandError(2, 'Name a key, say --prefix, or - for a list of keys on stdin.');
  }
  const named = new Set(keys.filter(key => key !== STDIN));
  if (keys.includes(STDIN)) for await (const key of linesOf(process.stdin)) named.add(key);
  for (const key of named) {
    if (!(await inputObject(client, bucket, key))) throw noObject(key, bucket);
  }
  if (prefix === undefined) return [...named];
  const found = await keysBelow(client, bucket, prefix);
  if (found.length === 0 && named.size === 0) {
    throw new CommandError(1, `No video's key in bucket ${bucket} begins with "${printable(prefix)}".`);
  }
  return [...new Set([...named, ...found])];
}

async function keysBelow(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    for (const { Key = '' } of Contents) if (isPerhapsVideo(Key)) keys.push(Key);
  }
  return keys;
}

/** What the content decides the functions look at themselves. */
function isPerhapsVideo(key: string): boolean {
  return typeof decideByName(key) === 'string';
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncIterable<string> {
  for await (const line of createInterface({ input })) if (line !== '') yield line;
}

function noObject(key: string, bucket: string): CommandError {
  return new CommandError(
    1,
    `There is no object "${printable(key)}" in bucket ${bucket}: check the key, case counts, or upload it with "npx fanreel submit".`,
  );
}
