import { readXml } from '../body/readXml.ts';
import { readCorsRules } from '../cors/readCorsRules.ts';
import type { S3Call } from '../s3Call.ts';

export async function putBucketCors(call: S3Call): Promise<void> {
  const { store, response, bucket } = call;
  store.buckets.require(bucket);
  store.cors.set(bucket, readCorsRules(await readXml(call, 'CORSConfiguration')));
  response.writeHead(200).end();
}
