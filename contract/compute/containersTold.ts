import { z } from 'zod';

/** Whose containers work a queue, and how large they are: what a function has to know to choose between them and itself, and a worker of itself. */
export const containersToldSchema = z.strictObject({
  /** That they take messages from: the rendition's own, or one for its long jobs. */
  queueUrl: z.string(),
  /** Where: for whoever reads. */
  on: z.enum(['ecs', 'kubernetes']),
  vcpus: z.number(),
  memoryMb: z.number(),
  scratchMb: z.number(),
  architecture: z.enum(['x86_64', 'arm64']),
  spot: z.boolean(),
  timeoutSeconds: z.number(),
  maxWorkers: z.number(),
});

export type ContainersTold = z.infer<typeof containersToldSchema>;
