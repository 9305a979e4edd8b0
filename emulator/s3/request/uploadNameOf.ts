import type { S3Call } from '../s3Call.ts';
import type { UploadName } from '../uploads/uploadTable.ts';

export function uploadNameOf({ bucket, key, query }: S3Call): UploadName {
  return { bucket, key, id: query.get('uploadId') ?? '' };
}
