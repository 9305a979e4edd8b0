import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { RestService } from '../../emulator/index.ts';
import type { World } from './world.ts';

/** Every path about a function begins so (the API's version). */
export const FUNCTIONS_PATH = '/2015-03-31/functions/';

const functionSchema = z.object({
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

/** Lambda's GetFunctionConfiguration: what the template tells each function. Nothing else of Lambda's API is here, where queues drive them all. */
export function functionsApi(world: Pick<World, 'all'>): RestService {
  const functions = new Map(
    world.all('AWS::Lambda::Function').map(({ ref, properties }) => [ref, properties] as const),
  );
  return {
    path: FUNCTIONS_PATH,
    answer: (request: IncomingMessage, response: ServerResponse) => {
      const [name = '', what] = (request.url ?? '').slice(FUNCTIONS_PATH.length).split('/');
      const found = functions.get(decodeURIComponent(name));
      if (request.method !== 'GET' || what !== 'configuration')
        return refuse(
          response,
          400,
          'InvalidRequestContentException',
          'Here only GetFunctionConfiguration is known.',
        );
      if (!found) return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
      const { MemorySize, Timeout, Environment } = functionSchema.parse(found);
      send(response, 200, {
        FunctionName: decodeURIComponent(name),
        ...{ MemorySize, Timeout, Environment },
      });
    },
  };
}

function refuse(response: ServerResponse, status: number, type: string, Message: string): void {
  response.setHeader('x-amzn-errortype', type);
  send(response, status, { Type: 'User', Message });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
