import pMap from 'p-map';
import type { Source } from '../../../contract/job.ts';
import { refuse } from '../../../failures/refuse.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { Recording, Recordings, Sources } from '../../../pipeline/ports/sources.ts';
import type { ClipApi } from '../../../presets/api/apiSchema.ts';
import type { ApiClient } from '../api/apiClient.ts';
import { cameraSchema, readAnswer, recordingsSchema, type ToldRecording } from './apiAnswers.ts';
import { describeFile, readFileRange } from './servedFile.ts';

export interface ByApi {
  api: ApiClient;
  paths: Pick<ClipApi, 'camera' | 'recordings'>;
  /** Where the keys are that the API tells. */
  bucket: string;
  sources: Pick<Sources, 'describe' | 'readRange'>;
}

/** The most that an answer may have, bytes: some thousand recordings. */
const MAX_ANSWER = 2 * 1024 ** 2;

/** Recordings looked at, at a time. */
const AT_ONCE = 4;

/** So much more is asked for, so that a gap at the end of a clip is told from a recording that is not there yet; ms. */
const LOOK_AFTER_MS = 10 * 60_000;

const NOT_FOUND = 404;

/** Recordings that another program knows, and keeps in the recordings bucket or serves itself. */
export function recordingsByApi(by: ByApi): Recordings {
  const served = new Map<string, URL>();
  return {
    find: async (camera, span) => {
      const alias = await aliasOf(camera, by);
      const told = await toldOf(camera, { alias, ...span }, by);
      const found = await pMap(told, one => recordingOf(one, by, served), { concurrency: AT_ONCE });
      return found.filter(one => one !== null);
    },
    readRange: ({ source }, offset, length) => {
      const url = served.get(placeOf(source));
      if (url) return readFileRange(by.api, url, source, { offset, length });
      return by.sources.readRange(source, offset, length);
    },
  };
}

async function aliasOf(camera: string, { api, paths }: ByApi): Promise<string> {
  if (paths.camera === undefined) return camera;
  const url = api.url(paths.camera, { camera, alias: camera });
  const answer = await api.ask({ method: 'GET', url, maxBytes: MAX_ANSWER, expected: [NOT_FOUND] });
  if (answer.status === NOT_FOUND) refuse('unknown-camera', `The API knows no camera "${camera}".`);
  return readAnswer(answer, cameraSchema, url).alias ?? camera;
}

/** In the order in which they begin; those that hold something of the span, and the first one after it. */
async function toldOf(
  camera: string,
  { alias, fromMs, toMs }: { alias: string; fromMs: number; toMs: number },
  { api, paths }: ByApi,
): Promise<ToldRecording[]> {
  const url = api.url(paths.recordings ?? '/', { camera, alias, fromMs, toMs: toMs + LOOK_AFTER_MS });
  const answer = await api.ask({ method: 'GET', url, maxBytes: MAX_ANSWER, expected: [NOT_FOUND] });
  if (answer.status === NOT_FOUND && paths.camera === undefined) {
    refuse('unknown-camera', `The API knows no camera "${camera}".`);
  }
  if (answer.status === NOT_FOUND) return [];
  const all = readAnswer(answer, recordingsSchema, url).toSorted(
    (a, b) => a.startTimestampInMs - b.startTimestampInMs,
  );
  const within = all.filter(one => one.startTimestampInMs < toMs && one.endTimestampInMs > fromMs);
  const after = all.find(one => one.startTimestampInMs >= toMs);
  return after ? [...within, after] : within;
}

/** Null for one that is told and not there, yet or any more. */
async function recordingOf(
  told: ToldRecording,
  { api, bucket, sources }: ByApi,
  served: Map<string, URL>,
): Promise<Recording | null> {
  const facts = {
    startMs: told.startTimestampInMs,
    precisionMs: 1,
    toldSeconds: (told.endTimestampInMs - told.startTimestampInMs) / 1_000,
  };
  if (typeof told.key === 'string') {
    const source = await sources.describe(bucket, told.key);
    return source && { source, ...facts };
  }
  const url = new URL(String(told.recordingUrl));
  if (!api.owns(url)) throw elsewhere(url);
  const source = await describeFile(api, url);
  // What the address is signed by stays here: a source is written down.
  if (source) served.set(placeOf(source), url);
  return source && { source, overHttp: true, ...facts };
}

function placeOf({ bucket, key }: Source): string {
  return `${bucket}/${key}`;
}

function elsewhere({ origin }: URL): WorkError {
  return new WorkError('api-answer', {
    message: `The API names a recording of ${origin}, which is not its own host.`,
  });
}
