import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Comes when dynalite is done with a request. It answers also one whose sender has gone meanwhile, so that its end is
 * the call of the response's `end` and no event of a socket; only one that never came whole is never answered.
 */
export function whenAnswered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const end = response.end.bind(response);
    response.end = ((...given: Parameters<typeof end>) => {
      resolve();
      return end(...given);
    }) as typeof end;
    request.once('close', () => {
      if (!request.complete) resolve();
    });
  });
}
