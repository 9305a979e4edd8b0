import { z } from 'zod';
import { clipFactsSchema } from './clips/clipStory.ts';
import { incompleteSchema } from './incompleteSchema.ts';
import type { OutputFacts } from './job.ts';

/** The user metadata of an object that fanreel published; S3 keeps text only. */
export const OUTPUT_METADATA = {
  jobId: 'fanreel-job',
  attempt: 'fanreel-attempt',
  begunAt: 'fanreel-begun',
  sourceVersion: 'fanreel-source-version',
  facts: 'fanreel-facts',
} as const;

/** Which attempt of which job made an object. */
export interface OutputMaker {
  jobId: string;
  attempt: number;
  /** When that attempt began: of two jobs for one source, the later one's output stays. */
  begunAt: string;
  sourceVersion: string;
  /** Of the whole output, of which the object may be a part. */
  facts: OutputFacts;
}

const makerSchema = z.object({
  jobId: z.string(),
  attempt: z.coerce.number(),
  begunAt: z.string().default(''),
  sourceVersion: z.string().default(''),
  facts: z.looseObject({
    sizeBytes: z.number(),
    durationSeconds: z.number(),
    width: z.number(),
    height: z.number(),
    incomplete: incompleteSchema.optional(),
    clip: clipFactsSchema.optional(),
  }),
});

export function writeOutputMetadata(maker: OutputMaker): Record<string, string> {
  return {
    [OUTPUT_METADATA.jobId]: maker.jobId,
    [OUTPUT_METADATA.attempt]: String(maker.attempt),
    [OUTPUT_METADATA.begunAt]: maker.begunAt,
    [OUTPUT_METADATA.sourceVersion]: maker.sourceVersion,
    [OUTPUT_METADATA.facts]: JSON.stringify(maker.facts),
  };
}

/** Undefined for an object that is not fanreel's. */
export function readOutputMetadata(metadata: Record<string, string>): OutputMaker | undefined {
  const fields = Object.entries(OUTPUT_METADATA).map(([field, name]) => [field, metadata[name]]);
  const { facts, ...rest } = Object.fromEntries(fields) as Record<string, string | undefined>;
  return makerSchema.safeParse({ ...rest, facts: parseJson(facts) }).data;
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
