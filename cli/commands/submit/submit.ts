import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { findUploads } from './findUploads.ts';
import { snapshot } from './snapshot.ts';
import { uploadAll } from './uploadAll.ts';
import { waitForRenditions } from './waitForRenditions.ts';

export interface SubmitOptions extends ConnectionOptions {
  wait?: boolean;
  /** How long to wait, seconds; for ever unless given. */
  timeout?: number;
  key?: string;
  prefix?: string;
}

/** `fanreel submit`: uploads videos, and with `--wait` stays until every rendition of each is there or has failed. */
export async function submit(paths: string[], options: SubmitOptions): Promise<void> {
  const { files, skipped } = await findUploads(paths, options);
  if (skipped > 0)
    print(`Skipped ${skipped} ${skipped === 1 ? 'file that is not a video' : 'files that are not videos'}.`);
  const signal = untilStopped();
  const display = progressDisplay(process.stdout);
  try {
    await withDeployment(
      options,
      async (deployment, { clientConfig }) => {
        const { inputBucket, ledgerTable, renditions } = deployment;
        const ledger = ledgerReader(clientConfig, ledgerTable);
        const seen = options.wait ? await snapshot(ledger, inputBucket, files) : new Map<string, string>();
        const uploaded = await uploadAll(new S3Client(clientConfig), inputBucket, files, display, signal);
        if (!options.wait) return;
        const names = renditions.map(one => one.name);
        const sqs = new SQSClient(clientConfig);
        const failed = await waitForRenditions({
          uploaded,
          renditions: names,
          ledger,
          seen,
          display,
          signal,
          waitingMessages: name => waitingMessages(sqs, renditionNamed(deployment, name).queueUrl),
          ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout * 1_000 }),
        });
        if (failed > 0) throw new CommandError(1, failures(failed, uploaded.length * names.length));
      },
      signal,
    );
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    display.close();
  }
}

function failures(failed: number, all: number): string {
  return `${failed} of ${all} renditions failed: mend the cause above, then upload again or use "npx fanreel redrive".`;
}
