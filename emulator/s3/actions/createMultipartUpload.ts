import { CHECKSUM_ALGORITHMS, type Checksum, type ChecksumAlgorithm } from '../checksums/digest.ts';
import { objectHeaders } from '../request/objectHeaders.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

export function createMultipartUpload({ store, response, bucket, key, headers }: S3Call): void {
  const checksumAlgorithm = algorithmOf(headers['x-amz-checksum-algorithm']?.toString());
  const checksumType =
    checksumAlgorithm && typeOf(headers['x-amz-checksum-type']?.toString(), checksumAlgorithm);
  const upload = store.uploads.create({
    ...{ bucket, key, checksumAlgorithm, checksumType },
    headers: objectHeaders(headers),
  });
  if (checksumAlgorithm && checksumType) {
    response.setHeader('x-amz-checksum-algorithm', checksumAlgorithm.toUpperCase());
    response.setHeader('x-amz-checksum-type', checksumType);
  }
  sendXml(response, 'InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: upload.id });
}

/** One that this server does not know is not kept. */
function algorithmOf(header: string | undefined): ChecksumAlgorithm | null {
  return CHECKSUM_ALGORITHMS.find(name => name === header?.toLowerCase()) ?? null;
}

/** S3 user guide, "Checking object integrity": CRC64NVME is never composite, SHA always is; CRC32 by default. */
function typeOf(header: string | undefined, algorithm: ChecksumAlgorithm): Checksum['type'] {
  const type = header ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  const wrong = type === 'COMPOSITE' ? algorithm === 'crc64nvme' : algorithm.startsWith('sha');
  if ((type === 'COMPOSITE' || type === 'FULL_OBJECT') && !wrong) return type;
  throw new S3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}
