import pMap from 'p-map';
import type { Deployment } from '../../../contract/deployment.ts';
import type { ClientConfig } from '../../aws/connection.ts';
import { pace } from '../../terminal/pace.ts';
import { asker } from './askFor.ts';
import { type SurveyLook, survey } from './survey.ts';

export interface AskingPlace {
  deployment: Deployment;
  clientConfig: ClientConfig;
  ratePerSecond: number;
  /** Hears how many were asked for. */
  tell(asked: number): void;
}

/** Requests that are on their way together. */
const AT_ONCE = 16;

/** Looks again as it goes, so that what came meanwhile is left alone; returns how many were asked for. */
export async function askForLacking(
  look: SurveyLook,
  { deployment, clientConfig, ratePerSecond, tell }: AskingPlace,
): Promise<number> {
  const askFor = asker(clientConfig, deployment);
  const turn = pace(ratePerSecond, look.signal);
  let asked = 0;
  for await (const page of survey(look)) {
    const lacking = page.flatMap(({ source, jobs, lacks }) =>
      source ? lacks.map(rendition => ({ source, jobs, rendition })) : [],
    );
    const ask = async ({ source, rendition, jobs }: (typeof lacking)[number]) => {
      await turn();
      if (await askFor(source, rendition, jobs)) asked += 1;
      tell(asked);
    };
    await pMap(lacking, ask, { concurrency: AT_ONCE });
  }
  return asked;
}
