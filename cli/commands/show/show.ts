import { S3Client } from '@aws-sdk/client-s3';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Failure } from '../../../failures/failure.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { jobsOfKey } from '../../ledger/jobsOfKey.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { together } from '../../ledger/sources.ts';
import { facts } from '../../source/facts.ts';
import { objectRanges } from '../../source/openObject.ts';
import { probeSource } from '../../source/probeSource.ts';
import { refusalLine } from '../../source/refusal.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import { table } from '../../terminal/screen/table.ts';
import { jobStory } from './jobStory.ts';
import { wishRows } from './wishRows.ts';

export interface ShowOptions extends ConnectionOptions {
  rendition?: string;
  json?: boolean;
}

type Probed = Probe | { refusal: Failure } | null;

/** `fanreel show`: all that bucket and ledger know of one source, renditions one after the other. */
export function show(key: string, options: ShowOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const { inputBucket, renditions } = deployment;
    const names = options.rendition
      ? [renditionNamed(deployment, options.rendition).name]
      : renditions.map(({ name }) => name);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const found = await jobsOfKey(key, deployment, ledger);
    const isClip = found.some(({ clip }) => clip);
    const probed = isClip ? null : await probeObject(new S3Client(clientConfig), inputBucket, key);
    if (found.length === 0 && probed === null) {
      throw new CommandError(
        1,
        `There is no job for "${printable(key)}" and no such object in bucket ${inputBucket}: check the key, case counts.`,
      );
    }
    const { jobs } = found.length > 0 ? together(found, { renditions: names }) : { jobs: [] };
    const shown = jobs.filter(job => !options.rendition || job.rendition === options.rendition);
    const planned = await ledger.withPlans(shown);
    if (options.json) {
      const { bucket } = found[0]?.source ?? { bucket: inputBucket };
      print(JSON.stringify({ bucket, key, probe: probed, jobs: planned }, null, 2));
      return;
    }
    if (isClip) print(oneLine(`clip  ${key}`));
    else for (const line of sourceLines(key, inputBucket, jobs[0] ?? found[0], probed)) print(line);
    if (planned.length === 0) print('\nNothing is known of it in the ledger.');
    for (const job of planned) for (const line of ['', ...jobStory(job)]) print(line);
  });
}

/** Null where the object has gone. */
async function probeObject(client: S3Client, bucket: string, key: string): Promise<Probed> {
  const head = await inputObject(client, bucket, key);
  if (!head) return null;
  return probeSource({
    sizeBytes: head.ContentLength ?? 0,
    path: key,
    readRange: objectRanges(client, { bucket, key, eTag: head.ETag }),
  });
}

function sourceLines(key: string, bucket: string, job: LedgerJob | undefined, probed: Probed): string[] {
  const { batch } = job ?? {};
  const rows = [
    ['source', `s3://${bucket}/${key}`],
    ...(batch === undefined ? [] : [['batch', batch]]),
    ...(job ? wishRows(job.source) : []),
  ];
  return [...table([{}, { overflow: 'wrap' }], rows), ...probeLines(probed)];
}

function probeLines(probed: Probed): string[] {
  if (probed === null) return ['The object is not in the input bucket any more.'];
  return 'refusal' in probed ? [`refused  ${refusalLine(probed.refusal)}`] : facts(probed);
}
