import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

export function getBucketCors({ store, response, bucket }: S3Call): void {
  store.buckets.require(bucket);
  const rules = store.cors.get(bucket);
  if (rules.length === 0) {
    throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', {
      BucketName: bucket,
    });
  }
  sendXml(response, 'CORSConfiguration', {
    CORSRule: rules.map(rule => ({
      ID: rule.id,
      AllowedOrigin: rule.allowedOrigins,
      AllowedMethod: rule.allowedMethods,
      AllowedHeader: rule.allowedHeaders,
      MaxAgeSeconds: rule.maxAgeSeconds,
      ExposeHeader: rule.exposeHeaders,
    })),
  });
}
