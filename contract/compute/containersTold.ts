import { z } from 'zod';

/** What a container has, and is billed by. */
export const containerSizeSchema = z.object({
  vcpus: z.number(),
  memoryMb: z.number(),
  scratchMb: z.number(),
  architecture: z.enum(['x86_64', 'arm64']),
  spot: z.boolean().default(false),
});

/** Whose containers work a queue, and how large they are: what a function has to know to choose between them and itself, and a worker of itself. */
export const containersToldSchema = z.strictObject({
  /** Which of the rendition's messages: all, of its own queue, or those that its function hands on, of a queue beside it. */
  takes: z.enum(['all', 'long-jobs']),
  /** That queue. */
  queueUrl: z.string(),
  /** Where: for whoever reads. */
  on: z.enum(['ecs', 'kubernetes']),
  ...containerSizeSchema.shape,
  timeoutSeconds: z.number(),
  maxWorkers: z.number(),
});

export type ContainersTold = z.infer<typeof containersToldSchema>;
