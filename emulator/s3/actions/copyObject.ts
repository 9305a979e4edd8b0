import { checkCopySource, copySource } from '../request/copySource.ts';
import { objectHeaders } from '../request/objectHeaders.ts';
import { writeConditionOf } from '../request/writeConditionOf.ts';
import { checksumElements } from '../response/checksumFields.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';
import { TAGGING } from '../store/tags.ts';
import type { ObjectName } from '../store/writeOptions.ts';

/** AWS copies at most 5 GiB at once; here any size goes. */
export async function copyObject({ store, response, bucket, key, headers }: S3Call): Promise<void> {
  const from = copySource(String(headers['x-amz-copy-source']));
  const replace = replaces(headers, 'x-amz-metadata-directive');
  const retag = replaces(headers, 'x-amz-tagging-directive');
  const own = replace || retag ? objectHeaders(headers) : {};
  if (!replace) refuseOntoItself(from, { bucket, key });
  const object = await store.copy(
    from,
    { bucket, key },
    {
      ...writeConditionOf(headers),
      headersFor: source => ({
        ...withoutTags(replace ? own : source.headers),
        ...onlyTags(retag ? own : source.headers),
      }),
      check: source => checkCopySource(headers, source),
    },
  );
  sendXml(response, 'CopyObjectResult', {
    LastModified: object.modifiedAt.toISOString(),
    ETag: `"${object.eTag}"`,
    ...checksumElements(object.checksum),
  });
}

function replaces(headers: S3Call['headers'], name: string): boolean {
  const directive = String(headers[name] ?? 'COPY');
  if (directive === 'COPY' || directive === 'REPLACE') return directive === 'REPLACE';
  throw new S3Error('InvalidArgument', `Unknown ${name.split('-')[2]} directive.`, {
    ArgumentName: name,
    ArgumentValue: directive,
  });
}

function withoutTags({ [TAGGING]: _, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}

function onlyTags({ [TAGGING]: tags }: Record<string, string>): Record<string, string> {
  return tags === undefined ? {} : { [TAGGING]: tags };
}

function refuseOntoItself(from: ObjectName, to: ObjectName): void {
  if (from.bucket !== to.bucket || from.key !== to.key) return;
  throw new S3Error(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
