import { z } from 'zod';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { explainIssues } from '../../../presets/schema/explainIssues.ts';

const count = z.int().min(0);
const known = z.number().min(0).nullable();
const rate = z.number().positive().nullable();
const text = z.string().max(200);
const name = { streamIndex: count, streamId: count.nullable() };
const floatSamples = z.object({ bits: count, littleEndian: z.boolean() }).nullable();

const videoSchema = z.object({
  ...name,
  codec: text,
  ...{ width: z.number().positive(), height: z.number().positive(), pixelAspect: z.number().positive() },
  crop: z.object({ left: count, top: count, width: count, height: count }).nullable(),
  rotation: z.literal([0, 90, 180, 270]),
  ...{ mirrored: z.boolean(), turnedElsewhere: z.boolean(), interlaced: z.boolean() },
  ...{ fps: rate, variableFps: z.boolean(), maxFps: rate, frameCount: known, durationSeconds: known },
  ...{ bitDepth: z.number().positive(), chroma: text },
  ...{ transfer: text.nullable(), primaries: text.nullable(), matrix: text.nullable() },
  ...{ namesColours: z.boolean(), dolbyVisionOnly: z.boolean(), fullRange: z.boolean() },
  ...{ untimed: z.boolean(), alpha: z.boolean() },
});

const audioSchema = z.object({
  ...name,
  codec: text,
  ...{ channels: count, sampleRateHz: z.number().positive(), floatSamples, durationSeconds: known },
  right: z.object({ ...name, floatSamples }).optional(),
});

const leftOutSchema = z.object({
  kind: z.enum(['video', 'audio']),
  codec: text,
  reason: z.enum(['codec', 'disabled', 'picture', 'auxiliary', 'commentary', 'other']),
});

/** A probe that came over the wire: whoever sent it may have made it up. */
const probedSchema = z.object({
  container: text,
  sizeBytes: count,
  durationSeconds: known,
  encrypted: z.boolean(),
  video: videoSchema,
  audio: audioSchema.nullable(),
  leftOut: z.array(leftOutSchema).max(100),
  bytesRead: count,
  clock: z.object({
    ...{ exactDurations: z.boolean(), editSeconds: known, longestSeconds: known, openEdits: z.boolean() },
    ...{ numbered: z.boolean(), hasEdits: z.boolean().optional() },
  }),
  incomplete: z.boolean(),
  faststart: z.boolean().nullable(),
}) satisfies z.ZodType<Probe>;

/** @throws {CommandError} 2 for what is no probe. */
export function probedFrom(given: unknown): Probe {
  const { success, data, error } = probedSchema.safeParse(given);
  if (success) return data;
  throw new CommandError(2, `This is no probe of a file: ${explainIssues(error, given, probedSchema)}.`);
}
