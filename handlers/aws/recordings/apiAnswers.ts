import { z } from 'zod';
import { WorkError } from '../../../failures/workError.ts';
import { type Answer, nameOf } from '../outside/guardedRequest.ts';

/** More of one camera in one answer are no span that a clip could be of. */
const MAX_RECORDINGS = 5_000;

/** What else an API tells is its own. */
export const cameraSchema = z.looseObject({
  /** What the API calls the camera in other paths; a path's own dots would lead out of it. */
  alias: z
    .string()
    .regex(/^(?!\.{1,2}$).{1,256}$/)
    .nullish(),
});

const momentsShape = { startTimestampInMs: z.int().min(0), endTimestampInMs: z.int().min(0) };

const recordingSchema = z
  .looseObject({
    ...momentsShape,
    /** Of an object in the recordings bucket. */
    key: z.string().min(1).max(1_024).nullish(),
    recordingUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .nullish(),
  })
  .refine(one => typeof (one.key ?? one.recordingUrl) === 'string', {
    path: ['key'],
    error: 'is missing, and so is recordingUrl',
  })
  .refine(one => one.endTimestampInMs >= one.startTimestampInMs, {
    path: ['endTimestampInMs'],
    error: 'is before startTimestampInMs',
  });

const listSchema = z.array(recordingSchema).max(MAX_RECORDINGS);

/** A list, or an object that has one, for whoever adds pages or counts to it: read as a list, so that what is wrong has its place. */
export const recordingsSchema = z
  .preprocess(
    answer => (Array.isArray(answer) ? { recordings: answer } : answer),
    z.looseObject({ recordings: listSchema }),
  )
  .transform(({ recordings }) => recordings);

export type ToldRecording = z.infer<typeof recordingSchema>;

/** @throws {WorkError} preset/api-answer naming what is wrong with it. */
export function readAnswer<T>({ body }: Answer, schema: z.ZodType<T>, url: URL): T {
  const result = schema.safeParse(parseJson(body.toString(), url));
  if (result.success) return result.data;
  throw new WorkError('api-answer', {
    message: `${nameOf(url)} answered something else than was agreed.`,
    detail: z.prettifyError(result.error),
  });
}

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WorkError('api-answer', { message: `${nameOf(url)} did not answer JSON.` });
  }
}
