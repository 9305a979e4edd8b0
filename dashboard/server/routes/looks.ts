import { z } from 'zod';
import { readLog } from '../../reads/looks/readLog.ts';
import { readLook } from '../../reads/looks/readLook.ts';
import { readThumbnails } from '../../reads/looks/readThumbnails.ts';
import { logSchema } from '../../wire/looks/log.ts';
import { lookSchema } from '../../wire/looks/look.ts';
import { thumbnailsSchema } from '../../wire/looks/thumbnails.ts';
import { bucketSchema, idSchema, keySchema } from '../../wire/names.ts';
import { API_PATH } from '../../wire/paths.ts';
import { type Route, type RouteParts, route } from './route.ts';

const sourceQuery = z.object({
  bucket: bucketSchema.optional().describe('Without it the input bucket.'),
  key: keySchema,
});

const thumbnailsQuery = z.object({
  position: z.coerce.number().min(0).max(100).optional().describe("Percent of the source's length."),
  width: z.coerce.number().int().min(1).optional().describe('Of each moment the image next to this wide.'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Sources.'),
  before: z.iso.datetime().optional().describe('As the answer before told it.'),
});

/** What is asked to look at pictures and films. */
export function lookRoutes(parts: RouteParts): Route[] {
  const { deployment } = parts;
  return [
    route({
      ...{ method: 'GET', path: `${API_PATH}look`, says: 'One source and its renditions, with links.' },
      ...{ given: sourceQuery, answer: lookSchema },
      run: ({ bucket = deployment.inputBucket, key }) => readLook(parts, { bucket, key }),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}log`, says: 'What the worker printed of one job.' },
      ...{ given: z.object({ jobId: idSchema }), answer: logSchema },
      run: ({ jobId }) => readLog(parts, jobId),
    }),
    route({
      ...{ method: 'GET', path: `${API_PATH}thumbnails`, says: 'Stills, newest first.' },
      ...{ given: thumbnailsQuery, answer: thumbnailsSchema },
      run: query => readThumbnails(parts, query),
    }),
  ];
}
