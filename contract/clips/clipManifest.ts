import { z } from 'zod';
import { clipFactsSchema, clipStorySchema } from './clipStory.ts';

export const CLIP_MANIFEST = 'fanreel.clip-manifest/1';

const imageSchema = z.object({
  role: z.string(),
  key: z.string(),
  width: z.number(),
  height: z.number(),
  sizeBytes: z.number(),
  seconds: z.number().describe('Of the clip.'),
});

export const clipManifestSchema = z.object({
  schema: z.literal(CLIP_MANIFEST),
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
  warnings: z.array(z.string()).describe('In what it is less than was asked for, a sentence each.'),
  images: z.array(imageSchema),
});

/** All that a clip came to: the last of its files to be written, so that where it is all are. */
export type ClipManifest = z.infer<typeof clipManifestSchema>;

/** The file's text. */
export function writeClipManifest(manifest: Omit<ClipManifest, 'schema'>): string {
  return `${JSON.stringify({ schema: CLIP_MANIFEST, ...manifest } satisfies ClipManifest, null, 2)}\n`;
}

/** @throws {z.ZodError} naming each field that is wrong. */
export function readClipManifest(text: string): ClipManifest {
  return clipManifestSchema.parse(JSON.parse(text));
}
