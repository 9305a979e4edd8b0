import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import { headSource } from '../../stock/headObject.ts';
import type { Awaited } from '../../wait/wait.ts';
import type { Uploaded } from './uploaded.ts';

/** Uploads that are looked at together. */
const LOOKS_AT_A_TIME = 8;

/** The renditions that are made of uploads, as these are wished now: by the profile's rules and files beside them as well. */
export async function awaitedOf(
  uploaded: Uploaded[],
  s3: S3Client,
  deployment: Pick<Deployment, 'renditions' | 'wishes'>,
): Promise<Awaited[]> {
  const names = madeOfUploads(deployment).map(({ name }) => name);
  const look = async (source: Uploaded) => {
    const wishes = (await headSource(s3, source.bucket, source.key, deployment.wishes))?.wishes;
    return names.filter(name => isWanted(name, wishes)).map(rendition => ({ source, rendition }));
  };
  return (await pMap(uploaded, look, { concurrency: LOOKS_AT_A_TIME })).flat();
}
