import { abortMultipartUpload } from './actions/abortMultipartUpload.ts';
import { completeMultipartUpload } from './actions/completeMultipartUpload.ts';
import { copyObject } from './actions/copyObject.ts';
import { createBucket } from './actions/createBucket.ts';
import { createMultipartUpload } from './actions/createMultipartUpload.ts';
import { deleteBucket } from './actions/deleteBucket.ts';
import { deleteBucketCors } from './actions/deleteBucketCors.ts';
import { deleteObject } from './actions/deleteObject.ts';
import { deleteObjects } from './actions/deleteObjects.ts';
import { deleteObjectTagging } from './actions/deleteObjectTagging.ts';
import { getAcl } from './actions/getAcl.ts';
import { getBucketCors } from './actions/getBucketCors.ts';
import { getBucketLocation } from './actions/getBucketLocation.ts';
import { getBucketVersioning } from './actions/getBucketVersioning.ts';
import { getObject } from './actions/getObject.ts';
import { getObjectAttributes } from './actions/getObjectAttributes.ts';
import { getObjectTagging } from './actions/getObjectTagging.ts';
import { headBucket } from './actions/headBucket.ts';
import { headObject } from './actions/headObject.ts';
import { listBuckets } from './actions/listBuckets.ts';
import { listMultipartUploads } from './actions/listMultipartUploads.ts';
import { listObjects } from './actions/listObjects.ts';
import { listObjectsV2 } from './actions/listObjectsV2.ts';
import { listObjectVersions } from './actions/listObjectVersions.ts';
import { listParts } from './actions/listParts.ts';
import { postObject } from './actions/postObject.ts';
import { preflight } from './actions/preflight.ts';
import { putAcl } from './actions/putAcl.ts';
import { putBucketCors } from './actions/putBucketCors.ts';
import { putObject } from './actions/putObject.ts';
import { putObjectTagging } from './actions/putObjectTagging.ts';
import { uploadPart } from './actions/uploadPart.ts';
import { uploadPartCopy } from './actions/uploadPartCopy.ts';
import type { S3Action, S3Call } from './s3Call.ts';
import { S3Error } from './s3Error.ts';

/** Query parameters that choose an action (S3 API reference); the first that is present, in this order. */
const SUBRESOURCES = [
  ...['uploads', 'uploadId', 'delete', 'attributes', 'location', 'versioning', 'list-type', 'tagging'],
  ...['acl', 'cors', 'versions'],
  // Known so as to refuse them: `PUT key?tagging` must not become the object's body.
  ...['accelerate', 'analytics', 'encryption', 'intelligent-tiering', 'inventory', 'legal-hold'],
  ...['lifecycle', 'logging', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'policy'],
  ...['policyStatus', 'publicAccessBlock', 'renameObject', 'replication', 'requestPayment', 'restore'],
  ...['retention', 'select', 'session', 'torrent', 'website'],
];

/** Every action that is answered, by `<method> <service|bucket|object>[?subresource]`, with `+copy` where a source is named. */
export const s3Actions: Readonly<Record<string, S3Action>> = {
  'GET service': listBuckets,
  'PUT bucket': createBucket,
  'HEAD bucket': headBucket,
  'DELETE bucket': deleteBucket,
  'GET bucket': listObjects,
  'GET bucket?list-type': listObjectsV2,
  'GET bucket?location': getBucketLocation,
  'GET bucket?versioning': getBucketVersioning,
  'GET bucket?uploads': listMultipartUploads,
  'POST bucket': postObject,
  'POST bucket?delete': deleteObjects,
  'GET bucket?acl': getAcl,
  'PUT bucket?acl': putAcl,
  'GET bucket?versions': listObjectVersions,
  'GET bucket?cors': getBucketCors,
  'PUT bucket?cors': putBucketCors,
  'DELETE bucket?cors': deleteBucketCors,
  'PUT object': putObject,
  'PUT object+copy': copyObject,
  'GET object': getObject,
  'GET object?tagging': getObjectTagging,
  'PUT object?tagging': putObjectTagging,
  'DELETE object?tagging': deleteObjectTagging,
  'GET object?acl': getAcl,
  'PUT object?acl': putAcl,
  'HEAD object': headObject,
  'DELETE object': deleteObject,
  'GET object?attributes': getObjectAttributes,
  'POST object?uploads': createMultipartUpload,
  'PUT object?uploadId': uploadPart,
  'PUT object?uploadId+copy': uploadPartCopy,
  'GET object?uploadId': listParts,
  'POST object?uploadId': completeMultipartUpload,
  'DELETE object?uploadId': abortMultipartUpload,
};

/** @throws {S3Error} NotImplemented, naming what was asked. */
export function route({ request, bucket, key, query, headers }: S3Call): S3Action {
  if (request.method === 'OPTIONS') return preflight;
  const scope = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const subresource = SUBRESOURCES.find(name => query.has(name));
  const copy = request.method === 'PUT' && headers['x-amz-copy-source'] !== undefined ? '+copy' : '';
  const name = `${request.method} ${scope}${subresource ? `?${subresource}` : ''}${copy}`;
  const action = s3Actions[name];
  if (action) return action;
  throw new S3Error('NotImplemented', `The local S3 server does not implement this action: ${name}`);
}
