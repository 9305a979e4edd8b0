import { numberParameter } from '../request/queryParameters.ts';
import { encoderOf } from '../response/listedElements.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

/** AWS also groups by delimiter. */
export function listMultipartUploads({ store, response, bucket, query }: S3Call): void {
  if (query.get('delimiter')) {
    throw new S3Error('NotImplemented', 'ListMultipartUploads with a delimiter is not implemented.');
  }
  const encode = encoderOf(query);
  const prefix = query.get('prefix') ?? '';
  const after = { key: query.get('key-marker') ?? '', id: query.get('upload-id-marker') ?? '' };
  const limit = numberParameter(query, 'max-uploads', 1000, 1000);
  const found = store.uploads.list(bucket, prefix, after, limit + 1);
  const uploads = found.slice(0, limit);
  const last = found.length > limit ? uploads.at(-1) : undefined;
  sendXml(response, 'ListMultipartUploadsResult', {
    Bucket: bucket,
    Prefix: encode(prefix),
    KeyMarker: encode(after.key),
    UploadIdMarker: after.id,
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last?.id,
    EncodingType: query.get('encoding-type'),
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Upload: uploads.map(({ key, id, createdAt, checksumAlgorithm, checksumType }) => ({
      Key: encode(key),
      UploadId: id,
      Initiated: createdAt.toISOString(),
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: checksumAlgorithm?.toUpperCase(),
      ChecksumType: checksumType,
    })),
  });
}
