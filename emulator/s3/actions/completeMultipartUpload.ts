import { elements, malformed, readXml } from '../body/readXml.ts';
import { CHECKSUM_ALGORITHMS } from '../checksums/digest.ts';
import { uploadNameOf } from '../request/queryParameters.ts';
import { writeConditionOf } from '../request/writeConditionOf.ts';
import { checksumElements } from '../response/checksumFields.ts';
import { sendXml } from '../response/xml.ts';
import { objectUrl, type S3Call } from '../s3Call.ts';
import type { CompleteOptions } from '../uploads/completeUpload.ts';

/**
 * AWS answers 200 at once and sends spaces while it puts the parts together. Here the answer comes when that is
 * done (about 2 s a GB); a client that gives up waiting and asks again joins the work under way.
 */
export async function completeMultipartUpload(call: S3Call): Promise<void> {
  const { store, response, bucket, key, headers } = call;
  // This body's own checksum is not sent: the header is that of the whole object.
  const { checksum, rest } = wholeChecksum(headers);
  const request = await readXml({ ...call, headers: rest }, 'CompleteMultipartUpload');
  const size = headers['x-amz-mp-object-size'];
  const object = await store.uploads.complete(uploadNameOf(call), {
    ...writeConditionOf(headers),
    parts: elements(request.Part).map(partOf),
    sizeBytes: size === undefined ? null : Number(size),
    checksum,
  });
  sendXml(response, 'CompleteMultipartUploadResult', {
    Location: objectUrl(call, key),
    Bucket: bucket,
    Key: key,
    ETag: `"${object.eTag}"`,
    ...checksumElements(object.checksum),
  });
}

function wholeChecksum(headers: S3Call['headers']): { checksum: string | null; rest: S3Call['headers'] } {
  const rest = { ...headers };
  let checksum: string | null = null;
  for (const name of CHECKSUM_ALGORITHMS.map(algorithm => `x-amz-checksum-${algorithm}`)) {
    checksum ??= rest[name]?.toString() ?? null;
    delete rest[name];
  }
  return { checksum, rest };
}

function partOf(part: Record<string, unknown>): CompleteOptions['parts'][number] {
  const { PartNumber, ETag } = part;
  if (typeof ETag !== 'string' || typeof PartNumber !== 'string' || !/^\s*\d+\s*$/.test(PartNumber)) {
    throw malformed();
  }
  const checksums = CHECKSUM_ALGORITHMS.map(algorithm => part[`Checksum${algorithm.toUpperCase()}`]);
  return {
    number: Number(PartNumber),
    eTag: ETag.trim().replaceAll('"', ''),
    checksums: checksums.filter(value => typeof value === 'string'),
  };
}
