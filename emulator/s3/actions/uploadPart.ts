import { RequestBody } from '../body/requestBody.ts';
import { partNumberOf, uploadNameOf } from '../request/queryParameters.ts';
import { checksumHeaders } from '../response/checksumFields.ts';
import type { S3Call } from '../s3Call.ts';

export async function uploadPart(call: S3Call): Promise<void> {
  const number = partNumberOf(call.query);
  const part = await call.store.uploads.putPart(uploadNameOf(call), number, new RequestBody(call));
  call.response.writeHead(200, { etag: `"${part.eTag}"`, ...checksumHeaders(part.checksum) }).end();
}
