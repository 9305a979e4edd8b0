import { S3Client } from '@aws-sdk/client-s3';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { connectionFrom } from '../../aws/connection.ts';
import { explainAwsError } from '../../aws/explainAwsError.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { uploadFile } from '../../transfer/uploadFile.ts';
import type { Reporter } from './reporter.ts';
import { watchFolder } from './watch/watchFolder.ts';

/** Uploads what is copied into `folder` to the runtime's input bucket, until the signal aborts. */
export async function watchUploads(
  folder: string,
  runtime: LocalRuntime,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const connection = connectionFrom({ endpoint: runtime.endpoint, stack: '' });
  const client = new S3Client(connection.clientConfig);
  const bucket = runtime.deployment.inputBucket;
  await watchFolder({
    folder,
    signal,
    isStored: async ({ key, sizeBytes }) =>
      (await inputObject(client, bucket, key))?.ContentLength === sizeBytes,
    upload: async ({ path, key }) => {
      await uploadFile(client, { bucket, key, path, signal });
    },
    uploadWishes: async ({ path, key }) => {
      await uploadFile(client, { bucket, key, path, skipSame: true, signal });
    },
    onIgnored: ({ path, key }, reason) =>
      reporter.event({ event: 'ignored', at: new Date().toISOString(), path, key, reason }),
    onFailure: ({ file, error, retryInSeconds }) => {
      const explained = explainAwsError(error, connection);
      reporter.event({
        event: 'upload-failed',
        at: new Date().toISOString(),
        ...(file ? { path: file.path, key: file.key } : {}),
        message: explained instanceof Error ? explained.message : String(explained),
        retryInSeconds,
      });
    },
  });
}
