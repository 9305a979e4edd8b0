import type { ServerResponse } from 'node:http';
import { diskFullSentence } from '../../storageFaults.ts';
import { S3Error } from '../s3Error.ts';
import { xml } from './xml.ts';

/**
 * Answers with S3's error document. AWS hides what went wrong inside (InternalError); here the machine's owner
 * asks, so the message is told.
 */
export function sendError(
  response: ServerResponse,
  error: unknown,
  resource: string,
  requestId: string,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const known = error instanceof S3Error ? error : internal(error);
  response.writeHead(known.status, { 'content-type': 'application/xml' });
  const content = { Code: known.code, Message: known.message, ...known.fields };
  // Node sends no body in answer to HEAD.
  response.end(xml('Error', { ...content, Resource: resource, RequestId: requestId }, { namespace: false }));
}

function internal(error: unknown): S3Error {
  const full = diskFullSentence(error);
  if (full) return new S3Error('ServiceUnavailable', full);
  return new S3Error('InternalError', error instanceof Error ? error.message : String(error));
}
