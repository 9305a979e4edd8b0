import { z } from 'zod';

/** Who works, and on what: a function's invocation, a container, or MediaConvert. */
export const podSchema = z.object({
  jobId: z.string(),
  rendition: z.string(),
  key: z.string().describe("The source's."),
  engine: z.string().optional().describe('Absent while it is decided.'),
  state: z.string(),
  progress: z.number().optional().describe('Percent.'),
  startedAt: z.string().optional().describe('ISO 8601 in UTC.'),
  restarts: z.number().describe('Attempts before this one.'),
  lost: z.number().describe('Of these, how many ended because their worker died.'),
});

export const podsSchema = z.object({ pods: z.array(podSchema) });

export type Pod = z.infer<typeof podSchema>;

/** A worker's pod. */
export const workerPodSchema = z.object({
  name: z.string(),
  rendition: z.string(),
  phase: z.string().describe('`Pending`, `Running`, `Succeeded`, `Failed`, or `Terminating`.'),
  reason: z
    .string()
    .optional()
    .describe("Why it does not run, or ended, in Kubernetes's words: `Unschedulable`, `OOMKilled`."),
  startedAt: z.string().optional().describe('ISO 8601 in UTC.'),
  node: z.string().optional().describe('Absent while it has none.'),
});

export const workersSchema = z.object({
  workers: z.array(workerPodSchema).nullable().describe('Null where the dashboard runs in no cluster.'),
});

export type WorkerPod = z.infer<typeof workerPodSchema>;
export type WorkerPods = z.infer<typeof workersSchema>;
