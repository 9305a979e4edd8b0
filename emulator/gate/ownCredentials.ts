import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What this process signs its own requests to the embedded services with; nobody else knows it. */
export const OWN_CREDENTIALS = {
  accessKeyId: `LOCAL${randomBytes(16).toString('hex').toUpperCase()}`,
  secretAccessKey: 'local',
};

/** True for a request that a client of this process made. */
export function isOwnRequest({ headers }: IncomingMessage): boolean {
  return headers.authorization?.includes(`Credential=${OWN_CREDENTIALS.accessKeyId}/`) ?? false;
}
