import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from '../s3Error.ts';

/** The canned ACLs that say what holds anyway: everything here is its owner's. */
const CANNED = ['private', 'bucket-owner-full-control'];

/**
 * Refuses a request that would share something by ACL, as a bucket does on AWS that enforces its owner; the stack's
 * do. What says no more than that is taken.
 * @throws {S3Error} AccessControlListNotSupported
 */
export function checkAcl(headers: IncomingHttpHeaders): void {
  const grants = Object.keys(headers).some(name => name.startsWith('x-amz-grant-'));
  const canned = headers['x-amz-acl'];
  if (grants || (canned !== undefined && !CANNED.includes(String(canned)))) throw aclNotSupported();
}

export function aclNotSupported(): S3Error {
  return new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
