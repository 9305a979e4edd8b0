import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  type MultipartUpload,
  type Part,
  paginateListParts,
  type S3Client,
} from '@aws-sdk/client-s3';
import { crc32Of } from './checksums.ts';
import { partsOf, readPart } from './fileParts.ts';
import type { OpenFile, UploadRequest } from './upload.ts';

/** An upload that is not complete, with the parts that are there, by number. */
export interface UnfinishedUpload {
  id: string;
  there: Map<number, Part>;
}

type Asked = Pick<UploadRequest, 'bucket' | 'key'>;

/**
 * The newest upload to that key that was broken off and has nothing but parts of this very file, by their checksums; null where there
 * is none. S3 itself remembers it, so that any machine may go on.
 */
export async function findUnfinished(
  client: S3Client,
  asked: Asked,
  open: Pick<OpenFile, 'file' | 'size'>,
): Promise<UnfinishedUpload | null> {
  for (const { UploadId: id } of await uploadsTo(client, asked)) {
    const there = id === undefined ? null : await partsThere(client, asked, id, open);
    if (id !== undefined && there !== null && there.size > 0) return { id, there };
  }
  return null;
}

/** Newest first, those that keep the checksum that this one is to have. */
async function uploadsTo(client: S3Client, { bucket, key }: Asked): Promise<MultipartUpload[]> {
  const found: MultipartUpload[] = [];
  let next: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | null = {};
  while (next) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key, ...next }),
    );
    found.push(...(page.Uploads ?? []).filter(({ Key }) => Key === key));
    next = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : null;
  }
  return found
    .filter(
      ({ ChecksumAlgorithm, ChecksumType }) =>
        ChecksumAlgorithm === 'CRC32' && ChecksumType === 'FULL_OBJECT',
    )
    .sort((a, b) => Number(b.Initiated) - Number(a.Initiated));
}

/** Null where one of them is of another file. */
async function partsThere(
  client: S3Client,
  { bucket, key }: Asked,
  id: string,
  { file, size }: Pick<OpenFile, 'file' | 'size'>,
): Promise<Map<number, Part> | null> {
  const own = new Map(partsOf(size).map(part => [part.number, part]));
  const there = new Map<number, Part>();
  const pages = paginateListParts({ client }, { Bucket: bucket, Key: key, UploadId: id });
  for await (const { Parts = [] } of pages) {
    for (const part of Parts) {
      const expected = own.get(part.PartNumber ?? 0);
      if (!expected || expected.length !== part.Size) return null;
      if (crc32Of(await readPart(file, expected)) !== part.ChecksumCRC32) return null;
      there.set(expected.number, part);
    }
  }
  return there;
}
