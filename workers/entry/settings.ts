import { z } from 'zod';
import { containersOf } from '../../contract/compute/containersOf.ts';
import { ConfigError } from '../../failures/configError.ts';
import { explainIssues } from '../../presets/schema/explainIssues.ts';

const count = (least: number) =>
  z
    .string()
    .regex(/^\d+$/, 'a whole number')
    .transform(Number)
    .refine(value => value >= least, `at least ${least}`);

/** Of these the first ones are the rendition's function's own. */
const schema = z.object({
  RENDITION: z.string(),
  QUEUE_URL: z.string(),
  /** Of one message. */
  FUNCTION_TIMEOUT_SECONDS: count(1),
  /** Whether it is one of the rendition's containers, which have a time of their own. */
  WORKS_IN: z.literal('container').optional(),
  /** The bundle whose export `handler` does the work: that of the function. */
  WORKER_BUNDLE: z.string(),
  /** A worker that found nothing for so long ends; 0: none does, for the platform ends them. */
  WORKER_IDLE_SECONDS: count(0).default(0),
  /** One that has been there for so long takes nothing new; 0: for ever, for the platform ends them. */
  WORKER_MAX_AGE_SECONDS: count(0).default(0),
  /** Between being told to end and being killed, as the platform has it (ECS stopTimeout, terminationGracePeriodSeconds). */
  WORKER_GRACE_SECONDS: count(5).default(30),
  /** Of health and metrics; 0: any free one; absent: none. */
  WORKER_PORT: count(0)
    .refine(port => port <= 65_535, 'at most 65535')
    .optional(),
  /** Of the agent beside a task of ECS, which says it. */
  ECS_AGENT_URI: z.url({ protocol: /^https?$/ }).optional(),
});

/** What a worker is told. */
export interface WorkerSettings {
  rendition: string;
  queueUrl: string;
  timeoutSeconds: number;
  bundle: string;
  idleSeconds: number;
  maxAgeSeconds: number;
  graceSeconds: number;
  port?: number | undefined;
  /** Who protects the worker from being ended in mid-work; none but on ECS. */
  agentUri?: string | undefined;
}

/** @throws {ConfigError} naming each variable that is wrong. */
export function workerSettings(variables: NodeJS.ProcessEnv): WorkerSettings {
  const { data: told, error } = schema.safeParse(variables);
  if (error)
    throw new ConfigError(`The worker's variables are wrong: ${explainIssues(error, variables, schema)}.`);
  const containers = told.WORKS_IN && containersOf(variables);
  return {
    ...{ rendition: told.RENDITION, queueUrl: told.QUEUE_URL, bundle: told.WORKER_BUNDLE },
    timeoutSeconds: containers?.timeoutSeconds ?? told.FUNCTION_TIMEOUT_SECONDS,
    ...{ idleSeconds: told.WORKER_IDLE_SECONDS, graceSeconds: told.WORKER_GRACE_SECONDS },
    maxAgeSeconds: told.WORKER_MAX_AGE_SECONDS,
    ...{ port: told.WORKER_PORT, agentUri: told.ECS_AGENT_URI },
  };
}
