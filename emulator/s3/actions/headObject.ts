import { wantedRange } from '../request/wantedRange.ts';
import { objectReply, validators } from '../response/objectReply.ts';
import type { S3Call } from '../s3Call.ts';

export function headObject(call: S3Call): void {
  const { store, response, bucket, key } = call;
  const object = store.head(bucket, key);
  const wanted = wantedRange(call, object);
  if (wanted === 'not-modified') response.writeHead(304, validators(object)).end();
  else response.writeHead(wanted ? 206 : 200, objectReply(call, object, wanted)).end();
}
