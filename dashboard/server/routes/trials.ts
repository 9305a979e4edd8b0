import { z } from 'zod';
import { removeTrial } from '../../deeds/trial/removeTrial.ts';
import { sendTrial } from '../../deeds/trial/trial.ts';
import { trialForecast } from '../../deeds/trial/trialForecast.ts';
import {
  trialForecastSchema,
  trialKeySchema,
  trialRemovedSchema,
  trialSchema,
} from '../../wire/mends/trial.ts';
import { API_PATH } from '../../wire/paths.ts';
import { askedOnce } from '../askedOnce.ts';
import { deeds } from './mends.ts';
import { type Route, type RouteParts, route } from './route.ts';

const TEST = `${API_PATH}test`;

/** A short video of our own, sent through the whole pipeline. */
export function trialRoutes(parts: RouteParts): Route[] {
  const deedOf = deeds(parts);
  // The same video is reckoned the same way.
  const forecast = askedOnce(() => trialForecast(parts));
  return [
    route({
      ...{ method: 'GET', path: TEST, says: 'What a test video would take, and cost.' },
      ...{ given: z.object({}), answer: trialForecastSchema },
      run: forecast,
    }),
    route({
      ...{ method: 'POST', path: TEST, says: 'Makes a short video and sends it through the pipeline.' },
      ...{ given: z.object({}), answer: trialSchema },
      run: () => sendTrial(parts),
    }),
    route({
      ...{ method: 'DELETE', path: TEST, says: 'Removes a test video, with all that was made of it.' },
      ...{ given: trialKeySchema, answer: trialRemovedSchema },
      run: async ({ key }, caller) => removeTrial(key, await deedOf(caller)),
    }),
  ];
}
