import { RequestBody } from '../body/requestBody.ts';
import { objectHeaders } from '../request/objectHeaders.ts';
import { writeConditionOf } from '../request/writeConditionOf.ts';
import { checksumHeaders } from '../response/checksumFields.ts';
import type { S3Call } from '../s3Call.ts';

/** AWS takes at most 5 GiB in one PUT; here any size goes. */
export async function putObject(call: S3Call): Promise<void> {
  const { store, response, bucket, key, headers } = call;
  const object = await store.put(bucket, key, new RequestBody(call), {
    ...writeConditionOf(headers),
    headers: objectHeaders(headers),
  });
  response.writeHead(200, { etag: `"${object.eTag}"`, ...checksumHeaders(object.checksum) }).end();
}
