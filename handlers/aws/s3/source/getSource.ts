import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { Source } from '../../../../contract/job.ts';
import { WorkError } from '../../../../failures/workError.ts';
import { Superseded } from '../../../../pipeline/claim/superseded.ts';
import { isArchived, isNotFound, isPreconditionFailed } from '../s3Errors.ts';

/**
 * The version of a source that was described, or a range of it.
 * @throws {Superseded} by the source when the object is no longer that version.
 * @throws {WorkError} input/archived.
 */
export async function getSource(
  s3: S3Client,
  source: Source,
  range?: string,
  abortSignal?: AbortSignal,
): Promise<GetObjectCommandOutput> {
  const { bucket, key, version } = source;
  const pinned = isVersionId(version) ? { VersionId: version } : { IfMatch: `"${version}"` };
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...pinned,
    ...(range ? { Range: range } : {}),
  });
  try {
    return await s3.send(command, abortSignal ? { abortSignal } : {});
  } catch (error) {
    if (isPreconditionFailed(error) || isNotFound(error)) throw changed(source);
    if (isArchived(error)) throw archived(source, error);
    throw error;
  }
}

/** An eTag is 32 hex digits, with `-parts` after a multipart upload; a version id never has that form. */
function isVersionId(version: string): boolean {
  return !/^[0-9a-f]{32}(-\d+)?$/.test(version);
}

function changed({ key }: Source): Superseded {
  return new Superseded('source', `"${key}" was overwritten or deleted while it was read.`);
}

function archived({ key }: Source, cause: unknown): WorkError {
  return new WorkError('archived', {
    message: `"${key}" lies in an archive storage class; restore it, then publish it again.`,
    cause,
  });
}
