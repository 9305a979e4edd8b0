/** A worker in a process of its own, as a small function is: one task at a time. An error ends it. */
import { perform } from './perform.ts';
import type { Task, WorkerOptions } from './task.ts';

const options = JSON.parse(process.argv[2] ?? '') as WorkerOptions;

process.on('message', async (task: Task) => process.send?.((await perform(task, options)) ?? null));
