import { createHash } from 'node:crypto';
import { type Checksum, createDigest, digesting } from '../checksums/digest.ts';
import { S3Error } from '../s3Error.ts';
import type { Bodies } from '../store/bodies.ts';
import type { Publisher } from '../store/publisher.ts';
import { type StoredObject, storedObject } from '../store/storedObject.ts';
import type { WriteCondition } from '../store/writeOptions.ts';
import type { Part, Upload, UploadName, UploadTable } from './uploadTable.ts';

/** S3 user guide, "Amazon S3 multipart upload limits": every part but the last. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

export interface CompleteOptions extends WriteCondition {
  /** As the client lists them; eTag without quotes, checksums (base64) where it sent any. */
  parts: { number: number; eTag: string; checksums: string[] }[];
  /** Size that the client expects the whole to have, bytes. */
  sizeBytes: number | null;
  /** Checksum (base64) that the client expects the whole to have. */
  checksum: string | null;
}

interface UploadStore {
  table: UploadTable;
  bodies: Bodies;
  publisher: Publisher;
}

/** Puts the parts together into one body, whose row replaces the upload's and the parts' rows. */
export async function completeUpload(
  { table, bodies, publisher }: UploadStore,
  name: UploadName,
  options: CompleteOptions,
): Promise<StoredObject> {
  const done = publisher.find(name.bucket, name.key);
  if (done?.uploadId === name.id) return storedObject(done);
  const upload = table.get(name);
  publisher.check(name.bucket, name.key, options);
  const stored = table.parts(name.id);
  const parts = chooseParts(stored, options);
  const { body, sizeBytes, checksum } = await assemble(bodies, upload, parts);
  const object = {
    ...{ bucket: upload.bucket, key: upload.key, headers: upload.headers, uploadId: upload.id },
    ...{ body, sizeBytes, checksum, eTag: eTagOf(parts) },
  };
  const published = await publisher.publish(object, 'ObjectCreated:CompleteMultipartUpload', options, () => {
    table.get(name);
    checkWhole(options, checksum, sizeBytes);
    table.delete(upload.id);
  });
  for (const part of stored) await publisher.removeUnused(part.body);
  return published;
}

/** @throws {S3Error} InvalidPartOrder, InvalidPart, EntityTooSmall */
function chooseParts(stored: Part[], options: CompleteOptions): Part[] {
  const byNumber = new Map(stored.map(part => [part.number, part]));
  let before = 0;
  const parts = options.parts.map(wanted => {
    if (wanted.number <= before) {
      throw new S3Error(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    }
    before = wanted.number;
    const part = byNumber.get(wanted.number);
    if (part && part.eTag === wanted.eTag && agrees(part, wanted.checksums)) return part;
    throw new S3Error(
      'InvalidPart',
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { PartNumber: String(wanted.number), ETag: wanted.eTag },
    );
  });
  const small = parts.slice(0, -1).find(part => part.sizeBytes < MIN_PART_BYTES);
  if (small) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(small.sizeBytes),
      MinSizeAllowed: String(MIN_PART_BYTES),
      PartNumber: String(small.number),
      ETag: small.eTag,
    });
  }
  return parts;
}

/** A part that came without a checksum has nothing to compare with. */
function agrees(part: Part, checksums: string[]): boolean {
  return part.checksum === null || checksums.every(value => value === part.checksum?.value);
}

async function assemble(
  bodies: Bodies,
  upload: Upload,
  parts: Part[],
): Promise<{ body: string; sizeBytes: number; checksum: Checksum | null }> {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  const whole = algorithm !== null && type === 'FULL_OBJECT' ? createDigest(algorithm) : null;
  // Parts are not synced, so a power failure may have cut one that was acknowledged: sizes are checked.
  const bytes = bodies.concatenated(parts);
  const { id: body, sizeBytes } = await bodies.write(whole ? digesting(bytes, whole) : bytes, { sync: true });
  const value = whole ? whole.digest().toString('base64') : compositeOf(upload, parts);
  return { body, sizeBytes, checksum: algorithm && type && value ? { algorithm, type, value } : null };
}

/** The checksum of the parts' checksums; null unless every part has one. */
function compositeOf({ checksumAlgorithm }: Upload, parts: Part[]): string | null {
  if (checksumAlgorithm === null) return null;
  const digest = createDigest(checksumAlgorithm);
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== checksumAlgorithm) return null;
    digest.update(Buffer.from(checksum.value, 'base64'));
  }
  return `${digest.digest().toString('base64')}-${parts.length}`;
}

function eTagOf(parts: Part[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.eTag, 'hex');
  return `${md5.digest('hex')}-${parts.length}`;
}

/** @throws {S3Error} InvalidRequest, BadDigest */
function checkWhole(options: CompleteOptions, checksum: Checksum | null, sizeBytes: number): void {
  if (options.sizeBytes !== null && options.sizeBytes !== sizeBytes) {
    throw new S3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${options.sizeBytes} does not match what was computed: ${sizeBytes}`,
    );
  }
  if (options.checksum === null || checksum === null) return;
  // Clients send a composite with or without the number of parts behind it.
  if (options.checksum === checksum.value || options.checksum === checksum.value.split('-')[0]) return;
  throw new S3Error(
    'BadDigest',
    `The ${checksum.algorithm} you specified did not match the calculated checksum.`,
  );
}
