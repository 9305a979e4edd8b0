import { uploadNameOf } from '../request/queryParameters.ts';
import type { S3Call } from '../s3Call.ts';

export async function abortMultipartUpload(call: S3Call): Promise<void> {
  await call.store.uploads.abort(uploadNameOf(call));
  call.response.writeHead(204).end();
}
