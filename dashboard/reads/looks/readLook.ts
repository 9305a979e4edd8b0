import type { S3Client } from '@aws-sdk/client-s3';
import { inputObject } from '../../../cli/aws/inputObject.ts';
import type { LedgerReader, PlannedJob } from '../../../cli/ledger/ledgerReader.ts';
import { together } from '../../../cli/ledger/sources.ts';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import { printable } from '../../../cli/terminal/printable.ts';
import { bucketsOf, type Deployment } from '../../../contract/deployment.ts';
import type { Look } from '../../wire/looks/look.ts';
import { isPictures, isThere, renditionFilm, sourceFilm } from './films.ts';
import { imagesOf, stillsOf } from './imagesOf.ts';
import { EXPIRES_IN, type Links } from './links.ts';

/** Of stills, so that several stand beside one another; pixels. */
const STILL_WIDTH = 320;

export interface LookParts {
  s3: S3Client;
  links: Links;
  ledger: Pick<LedgerReader, 'ofSource' | 'withPlans'>;
  deployment: Deployment;
}

/**
 * One source with all that was made of it, and links to each.
 * @throws {CommandError} 2 for a bucket that is not the stack's: links are made by credentials that may read more than that.
 */
export async function readLook(
  parts: LookParts,
  { bucket, key }: { bucket: string; key: string },
): Promise<Look> {
  const { ledger, links, s3, deployment } = parts;
  const expiresAt = new Date(Date.now() + EXPIRES_IN * 1_000).toISOString();
  const found = await ledger.ofSource(bucket, key);
  if (found.length === 0 && !bucketsOf(deployment).includes(bucket))
    throw new CommandError(2, `There is nothing of "${printable(bucket)}" in this stack.`);
  const names = deployment.renditions.map(({ name }) => name);
  const jobs = found.length > 0 ? together(found, { renditions: names }).jobs : [];
  const made = (await ledger.withPlans(jobs)).filter(isThere);
  const head = await inputObject(s3, bucket, key);
  const films = await Promise.all(made.filter(job => !isPictures(job)).map(job => renditionFilm(job, links)));
  return {
    ...{ bucket, key, expiresAt, fromSeconds: jobs[0]?.source.wishes?.trim?.from ?? 0 },
    ...(head && { source: await sourceFilm({ bucket, key, head, job: made.find(isVideo) }, links) }),
    renditions: films,
    ...(await imagesIn(made.filter(isPictures), parts)),
  };
}

function isVideo({ plan }: PlannedJob): boolean {
  return plan?.kind === 'video' || plan?.kind === 'image';
}

/** The pictures of all its renditions that have some, and the first sheet. */
async function imagesIn(
  jobs: PlannedJob[],
  { s3, links }: LookParts,
): Promise<Pick<Look, 'stills' | 'sprite'>> {
  const found = await Promise.all(jobs.map(async job => ({ job, manifest: await imagesOf(s3, job) })));
  const stills = await Promise.all(
    found.map(({ job, manifest }) =>
      manifest ? stillsOf(job, manifest, links, { width: STILL_WIDTH }) : [],
    ),
  );
  const sheet = found.find(({ manifest }) => manifest?.sprite);
  const sprite = sheet?.manifest?.sprite;
  if (!sprite) return { stills: stills.flat() };
  const { columns, rows, tiles, everySeconds, tileWidth, tileHeight } = sprite;
  const url = await links.to({ bucket: sheet.job.output?.bucket ?? '', key: sprite.key });
  return {
    stills: stills.flat(),
    sprite: { url, columns, rows, tiles, everySeconds, tileWidth, tileHeight },
  };
}
