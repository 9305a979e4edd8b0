import { z } from 'zod';
import { clipFactsSchema, clipStorySchema } from './clipStory.ts';

const MANIFEST = 'fanreel.clip-manifest/1';

const imageSchema = z.object({
  role: z.string(),
  key: z.string(),
  width: z.number(),
  height: z.number(),
  sizeBytes: z.number(),
  /** Of the clip. */
  seconds: z.number(),
});

const manifestSchema = z.object({
  schema: z.literal(MANIFEST),
  ...clipStorySchema.pick({ clipId: true, span: true, taken: true, gaps: true }).shape,
  rendition: z.string(),
  jobId: z.string(),
  video: z.object({
    key: z.string(),
    sizeBytes: z.number(),
    durationSeconds: z.number(),
    width: z.number(),
    height: z.number(),
  }),
  ...clipFactsSchema.pick({ cut: true, cutReason: true, earlierSeconds: true, readBytes: true }).shape,
  /** In what it is less than was asked for, a sentence each. */
  warnings: z.array(z.string()),
  images: z.array(imageSchema),
});

/** All that a clip came to: the last of its files to be written, so that where it is all are. */
export type ClipManifest = z.infer<typeof manifestSchema>;

/** The file's text. */
export function writeClipManifest(manifest: Omit<ClipManifest, 'schema'>): string {
  return `${JSON.stringify({ schema: MANIFEST, ...manifest } satisfies ClipManifest, null, 2)}\n`;
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readClipManifest(text: string): ClipManifest {
  return manifestSchema.parse(JSON.parse(text));
}
