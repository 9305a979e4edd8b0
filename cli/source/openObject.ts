import { basename } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ReadRange } from '../../media/probe/probe.ts';
import { afterStart } from '../aws/afterStart.ts';
import { type ConnectionOptions, connectionFrom } from '../aws/connection.ts';
import { explainAwsError } from '../aws/explainAwsError.ts';
import { inputObject } from '../aws/inputObject.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import type { OpenSource } from './openSource.ts';

/** Bucket and key of an object, as the AWS CLI writes them. */
const S3_URL = /^s3:\/\/([^/]+)\/(.+)$/s;

/** Opens an object for `work`, which reads it by ranged GETs. @throws {CommandError} as withSource. */
export async function openObject<T>(
  url: string,
  options: ConnectionOptions,
  work: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const [, bucket, key] = S3_URL.exec(url) ?? [];
  if (!bucket || !key)
    throw new CommandError(2, `"${printable(url)}" names no object: write s3://BUCKET/KEY.`);
  const connection = connectionFrom(options);
  const client = new S3Client(connection.clientConfig);
  try {
    const object = await afterStart(connection, config => inputObject(new S3Client(config), bucket, key));
    if (!object)
      throw new CommandError(2, `There is no object "${printable(url)}": check the key, case counts.`);
    return await work({
      sizeBytes: object.ContentLength ?? 0,
      path: basename(key),
      readRange: objectRanges(client, { bucket, key, eTag: object.ETag }),
    });
  } catch (error) {
    throw explainAwsError(error, connection);
  } finally {
    client.destroy();
  }
}

/** An object that is replaced meanwhile is not read half and half. */
export function objectRanges(
  client: S3Client,
  { bucket, key, eTag }: { bucket: string; key: string; eTag: string | undefined },
): ReadRange {
  return async (offset, length) => {
    const range = `bytes=${offset}-${offset + length - 1}`;
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: range, IfMatch: eTag }),
    );
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
}
