import type { IncomingMessage } from 'node:http';
import { CHANGE_HEADER } from '../wire/paths.ts';

/** Says in a sentence why a request may not be answered; null lets it pass. */
export type Guard = (request: IncomingMessage) => string | null;

export interface GateOptions {
  /** Keeps out whoever calls the machine by a name that is not its own, and pages of other origins. */
  guard: Guard;
  /** Nothing is changed. */
  readOnly: boolean;
}

/** What asks and changes nothing. */
const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * What every call and every handshake passes before it is looked at. `CHANGE_HEADER` makes a change one that a browser asks leave
 * for, even where a page was let in by mistake.
 */
export function gate({ guard, readOnly }: GateOptions): Guard {
  return request => {
    const refused = guard(request);
    if (refused !== null || SAFE_METHODS.includes(request.method ?? '')) return refused;
    if (readOnly) return 'This dashboard is read-only: start it without --read-only to change something.';
    if (request.headers[CHANGE_HEADER] !== undefined) return null;
    return `What changes something needs the header ${CHANGE_HEADER}, with any value.`;
  };
}
