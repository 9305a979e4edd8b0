/**
 * Runs inside a sandbox, a child process that stands for one Lambda execution environment: loads the bundled handler
 * once, then answers one event at a time over the channel to the runtime. argv: the bundle's path, the handler's name.
 */
import { flushCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { killProcessesIn } from '../machine/processes.ts';
import { forgetCompileCache } from './compileCache.ts';
import { onLongProgramEnd } from './onLongProgramEnd.ts';
import type { Answer, Encoded, Invocation } from './sandbox.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

// The runtime is gone: so is everything that works for it. ffmpeg runs in a process group of its own and would go on.
process.on('disconnect', () => {
  killProcessesIn(tmpdir());
  process.exit(0);
});

forgetCompileCache(process.env);

const [, , bundle = '', handlerName = ''] = process.argv;
const loaded = (await import(pathToFileURL(bundle).href)) as Record<string, Handler>;
const handler = loaded[handlerName];
if (!handler) throw new Error(`${bundle} has no export ${handlerName}.`);

process.on('message', (invocation: Invocation) => {
  void answer(invocation).then(result => {
    process.send?.(result);
    // Sandboxes are killed, which writes nothing. By now what an event needs of the bundle is compiled too.
    flushCompileCache();
  });
});
onLongProgramEnd(() => process.send?.({ encoded: true } satisfies Encoded));
process.send?.({ ready: true });

async function answer({ requestId, event, deadline }: Invocation): Promise<Answer> {
  const context = {
    awsRequestId: requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: process.env.FUNCTION_ARN,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    // Through JSON, as on Lambda: what cannot be written as JSON does not come out.
    return { requestId, result: JSON.stringify(await handler?.(event, context)) };
  } catch (error) {
    return { requestId, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
