import type { S3Client } from '@aws-sdk/client-s3';
import { jobIdOf } from '../../contract/job.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { WishReading } from '../../contract/wishes/wishSettings.ts';
import { headOutput, headSource } from './headObject.ts';
import type { Listed } from './objectPages.ts';
import { outputKeyOf, type PresetRendition } from './presetRendition.ts';
import { currentJob, type Evidence, makerOf, type Stand, standOf } from './stand.ts';

/** How one rendition of a source stands, and by what. */
export interface RenditionStock {
  rendition: PresetRendition;
  stand: Exclude<Stand, 'unknown'>;
  /** What stands under the output's key. */
  output?: Listed | undefined;
  /** Of an output that the ledger knows: the job that made it. */
  maker?: LedgerJob | undefined;
}

interface Looked {
  source: Listed;
  jobs: LedgerJob[];
  rendition: PresetRendition;
  /** What the rendition's bucket holds about there, by key. */
  listed: Map<string, Listed>;
}

interface Place {
  s3: S3Client;
  inputBucket: string;
  wishes?: WishReading | undefined;
}

/** By the ledger and the listings, and where these do not tell by a look at the output itself. */
export async function renditionStock(
  { source, jobs, rendition, listed }: Looked,
  place: Place,
): Promise<RenditionStock> {
  const own = jobs.filter(job => job.rendition === rendition.name);
  const evidence: Evidence = {
    source,
    jobs: own,
    presetHash: rendition.presetHash,
    output: listed.get(outputKeyOf(rendition, source.key) ?? ''),
  };
  const told = standOf(evidence);
  const stand =
    told === 'unknown'
      ? await standByLook(evidence, rendition, place)
      : told === 'missing' && (await liesElsewhere(evidence, rendition, place))
        ? 'good'
        : told;
  return { rendition, stand, output: evidence.output, maker: makerOf(evidence) };
}

/** The ledger's items expire; who made an output is written at the output for good. */
async function standByLook(
  { source, output }: Evidence,
  rendition: PresetRendition,
  { s3, inputBucket, wishes }: Place,
): Promise<'good' | 'older' | 'missing'> {
  const [stored, now] = await Promise.all([
    headOutput(s3, rendition.bucket, output?.key ?? ''),
    headSource(s3, inputBucket, source.key, wishes),
  ]);
  if (!stored?.maker || !now) return 'missing';
  if (stored.maker.jobId === jobIdOf(now, rendition)) return 'good';
  return stored.maker.sourceVersion === now.version ? 'older' : 'missing';
}

/** An older version of the code had other rules for keys. */
async function liesElsewhere(
  evidence: Evidence,
  rendition: PresetRendition,
  { s3 }: Place,
): Promise<boolean> {
  const output = currentJob(evidence)?.output;
  if (!output || output.key === outputKeyOf(rendition, evidence.source.key)) return false;
  return (await headOutput(s3, output.bucket, output.key))?.eTag === output.eTag;
}
