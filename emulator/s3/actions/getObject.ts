import type { ServerResponse } from 'node:http';
import { wantedRange } from '../request/wantedRange.ts';
import { objectReply, validators } from '../response/objectReply.ts';
import type { S3Call } from '../s3Call.ts';

export async function getObject(call: S3Call): Promise<void> {
  const { store, response, bucket, key } = call;
  const object = store.head(bucket, key);
  const wanted = wantedRange(call, object);
  if (wanted === 'not-modified') {
    response.writeHead(304, validators(object)).end();
    return;
  }
  response.writeHead(wanted ? 206 : 200, objectReply(call, object, wanted));
  for await (const chunk of store.open(bucket, key, wanted)) await send(response, chunk);
  response.end();
}

/** Waits until the chunk has left, for its memory is used again. */
function send(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(chunk, error => (error ? reject(error) : resolve()));
  });
}
