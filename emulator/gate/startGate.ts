import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamHandler } from './dispatch.ts';
import { isOwnRequest } from './ownCredentials.ts';
import { refuseRequest } from './refuseRequest.ts';

/** When a client that honours it asks again, seconds. */
const RETRY_AFTER = '1';

/**
 * Answers while the stack starts: what asks is told to come again, in a sentence and with the status that AWS's SDKs
 * repeat a request after. `answer`, once there are services, serves this process's own requests meanwhile: it makes
 * what the template describes, of which nobody else should see a half.
 * @param restPaths as in `protocolOf`
 */
export function startGate(restPaths: readonly string[], answer?: StreamHandler): StreamHandler {
  return (request, response) => {
    if (answer && isOwnRequest(request)) answer(request, response);
    else refuseStarting(request, response, restPaths);
  };
}

function refuseStarting(
  request: IncomingMessage,
  response: ServerResponse,
  restPaths: readonly string[],
): void {
  response.setHeader('retry-after', RETRY_AFTER);
  const message = 'The stack is starting; ask again in a few seconds.';
  refuseRequest(request, response, { status: 503, code: 'ServiceUnavailable', message }, restPaths);
}
