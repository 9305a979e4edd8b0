import { elements, malformed, readXml } from '../body/readXml.ts';
import { checkVersion } from '../request/wantedRange.ts';
import type { XmlElement } from '../response/xml.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { S3Error } from '../s3Error.ts';

/** S3 API reference, DeleteObjects. */
const MAX_KEYS = 1000;

export async function deleteObjects(call: S3Call): Promise<void> {
  const { store, bucket, response } = call;
  store.buckets.require(bucket);
  const request = await readXml(call, 'Delete');
  const objects = elements(request.Object);
  if (objects.length > MAX_KEYS) throw malformed();
  const deleted: XmlElement[] = [];
  const failed: XmlElement[] = [];
  for (const object of objects) {
    if (typeof object.Key !== 'string') throw malformed();
    const error = await deleteOne(call, object.Key, object);
    if (error) failed.push({ Key: object.Key, Code: error.code, Message: error.message });
    else deleted.push({ Key: object.Key });
  }
  sendXml(response, 'DeleteResult', { Deleted: request.Quiet === 'true' ? [] : deleted, Error: failed });
}

async function deleteOne(
  { store, bucket }: S3Call,
  key: string,
  { VersionId, ETag }: Record<string, unknown>,
): Promise<S3Error | null> {
  try {
    checkVersion(typeof VersionId === 'string' ? VersionId : null);
    await store.delete(bucket, key, typeof ETag === 'string' ? { ifMatch: ETag.replaceAll('"', '') } : {});
    return null;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}
