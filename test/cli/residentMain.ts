import type { CliResult } from './runCli.ts';

/** One command line, with what its environment has beside what a command always has here. */
export interface Asked {
  args: string[];
  env: Record<string, string>;
}

// Runs command lines of the checkout that is named first, one after the other, each as in a process of its own: only its modules are
// loaded once. It ends with whoever started it.
const { main } = (await import(`${process.argv[2]}/cli/main.ts`)) as {
  main(args: string[]): Promise<number>;
};
const own = { ...process.env };
process.on('message', ({ args, env }: Asked) => {
  void run(args, env).then(result => process.send?.(result));
});
process.on('disconnect', () => process.exit());

async function run(args: string[], env: Record<string, string>): Promise<CliResult> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, own, env);
  const [stdout, stderr] = [taken(process.stdout), taken(process.stderr)];
  const code = await main(args);
  // What a command listens to goes with its process.
  for (const event of ['uncaughtException', 'SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(event);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  return { code, stdout: stdout(), stderr: stderr() };
}

/** Keeps what is written to a stream from now on; what is returned gives it, and writes on as before. */
function taken(stream: NodeJS.WriteStream): () => string {
  const { write } = stream;
  const chunks: Buffer[] = [];
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void,
  ): boolean => {
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
    const tell = typeof encoding === 'function' ? encoding : done;
    if (tell) process.nextTick(tell);
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(chunks).toString();
  };
}
