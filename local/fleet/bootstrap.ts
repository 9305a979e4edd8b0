/** Runs in a worker's process, before the container's own entry: what a container's end does, this does where there is none. */
import { tmpdir } from 'node:os';
import { forgetCompileCache } from '../lambda/compileCache.ts';
import { killProcessesIn } from '../machine/processes.ts';

// The runtime is gone: so is everything that works for it. ffmpeg runs in a process group of its own and would go on.
process.on('disconnect', () => {
  killProcessesIn(tmpdir());
  process.exit(0);
});
forgetCompileCache(process.env);
await import('../../workers/worker.ts');
