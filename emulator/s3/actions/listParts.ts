import { numberParameter, uploadNameOf } from '../request/queryParameters.ts';
import { checksumElements } from '../response/checksumFields.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';

export function listParts(call: S3Call): void {
  const { store, response, query } = call;
  const { checksumAlgorithm, checksumType, ...upload } = store.uploads.get(uploadNameOf(call));
  const after = numberParameter(query, 'part-number-marker', 0, 10_000);
  const limit = numberParameter(query, 'max-parts', 1000, 1000);
  const found = store.uploads.parts(upload, after, limit + 1);
  const parts = found.slice(0, limit);
  const truncated = found.length > limit && limit > 0;
  sendXml(response, 'ListPartsResult', {
    Bucket: upload.bucket,
    Key: upload.key,
    UploadId: upload.id,
    ChecksumAlgorithm: checksumAlgorithm?.toUpperCase(),
    ChecksumType: checksumType,
    StorageClass: 'STANDARD',
    PartNumberMarker: after,
    NextPartNumberMarker: truncated ? parts.at(-1)?.number : null,
    MaxParts: limit,
    IsTruncated: truncated,
    Part: parts.map(part => ({
      PartNumber: part.number,
      LastModified: part.modifiedAt.toISOString(),
      ETag: `"${part.eTag}"`,
      Size: part.sizeBytes,
      ...checksumElements(part.checksum, { type: false }),
    })),
  });
}
