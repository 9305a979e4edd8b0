import { xml } from '../response/xml.ts';
import { objectUrl, type S3Call } from '../s3Call.ts';
import type { StoredObject } from '../store/storedObject.ts';

/**
 * Answers a form as its fields wish: a redirect before a status; 204 where they wish nothing, or nothing that can be
 * understood.
 */
export function sendUploaded(
  call: S3Call,
  fields: ReadonlyMap<string, string>,
  { bucket, key, eTag }: StoredObject,
): void {
  const { response } = call;
  const location = objectUrl(call, key);
  const redirect = redirectUrl(fields.get('success_action_redirect') ?? fields.get('redirect') ?? '');
  response.setHeader('etag', `"${eTag}"`);
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key, etag: `"${eTag}"` })) {
      redirect.searchParams.append(name, value);
    }
    response.writeHead(303, { location: redirect.href }).end();
    return;
  }
  response.setHeader('location', location);
  const status = fields.get('success_action_status');
  if (status === '201') {
    const content = { Location: location, Bucket: bucket, Key: key, ETag: `"${eTag}"` };
    response.writeHead(201, { 'content-type': 'application/xml' });
    response.end(xml('PostResponse', content, { namespace: false }));
  } else response.writeHead(status === '200' ? 200 : 204).end();
}

/** Null for what is no absolute URL of the web, as on AWS. */
function redirectUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}
