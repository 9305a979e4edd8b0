import { z } from 'zod';
import { madeOfUploads } from '../../../contract/deployment.ts';
import { forecast } from '../../deeds/forecast/forecast.ts';
import { reckoningOf } from '../../deeds/forecast/reckoning.ts';
import { beginUpload } from '../../deeds/uploads/beginUpload.ts';
import { completeUpload } from '../../deeds/uploads/completeUpload.ts';
import { abortUpload, partsThere, signPart } from '../../deeds/uploads/parts.ts';
import { putBeside } from '../../deeds/uploads/putBeside.ts';
import { API_PATH } from '../../wire/paths.ts';
import { forecastGivenSchema, forecastSchema } from '../../wire/uploads/forecast.ts';
import * as wire from '../../wire/uploads/uploads.ts';
import { askedOnce } from '../askedOnce.ts';
import { type Route, type RouteParts, route } from './route.ts';

const UPLOADS = `${API_PATH}uploads`;

/** Brings files into the input bucket: their bytes go from the browser to S3, and what S3 has to be asked for goes through here. */
export function uploadRoutes({ deployment, connection, s3, sendLead }: RouteParts): Route[] {
  const { inputBucket: bucket } = deployment;
  const isLocal = connection.endpoint !== null;
  const reckoning = askedOnce(() => reckoningOf(deployment, isLocal));
  return [
    route({
      ...{ method: 'GET', path: UPLOADS, says: 'Where uploads go, and what can be wished of them.' },
      ...{ given: z.object({}), answer: wire.uploadPlaceSchema },
      run: () => ({
        bucket,
        foreign: URL.canParse(sendLead(new URL(connection.endpoint ?? 'https://s3.amazonaws.com'))),
        renditions: madeOfUploads(deployment).map(({ name }) => name),
      }),
    }),
    route({
      ...{
        method: 'POST',
        path: `${API_PATH}forecast`,
        says: 'What would be made of a file, and for how much.',
      },
      ...{ given: forecastGivenSchema, answer: forecastSchema },
      run: async given => forecast(given, deployment, await reckoning()),
    }),
    route({
      ...{
        method: 'POST',
        path: UPLOADS,
        says: 'Begins an upload in parts, if nothing is there under its key.',
      },
      ...{ given: wire.beginGivenSchema, answer: wire.beganSchema },
      run: given => beginUpload(s3, deployment, given),
    }),
    route({
      ...{ method: 'DELETE', path: UPLOADS, says: 'Throws away an upload with all its parts.' },
      ...{ given: wire.abortGivenSchema, answer: wire.abortedSchema },
      run: async given => {
        await abortUpload(s3, bucket, given);
        return {};
      },
    }),
    route({
      ...{ method: 'POST', path: `${UPLOADS}/sign`, says: 'A link by which one part can be sent to S3.' },
      ...{ given: wire.signGivenSchema, answer: wire.signedSchema },
      run: given => signPart(s3, bucket, given, sendLead),
    }),
    route({
      ...{ method: 'POST', path: `${UPLOADS}/parts`, says: 'The parts of an upload that are there.' },
      ...{ given: wire.partsGivenSchema, answer: wire.partsSchema },
      run: async given => ({ parts: await partsThere(s3, bucket, given) }),
    }),
    route({
      ...{ method: 'POST', path: `${UPLOADS}/complete`, says: 'Makes an object of the parts.' },
      ...{ given: wire.completeGivenSchema, answer: wire.completedSchema },
      run: given => completeUpload(s3, bucket, given),
    }),
    route({
      ...{
        method: 'POST',
        path: `${UPLOADS}/beside`,
        says: 'Puts a file of wishes beside an upload to come.',
      },
      ...{ given: wire.besideGivenSchema, answer: wire.besideSchema },
      run: given => putBeside(s3, deployment, given),
    }),
  ];
}
