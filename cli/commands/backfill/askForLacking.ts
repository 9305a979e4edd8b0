import pMap from 'p-map';
import type { Deployment } from '../../../contract/deployment.ts';
import type { ClientConfig } from '../../aws/connection.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { counted } from '../../terminal/counted.ts';
import { pace } from '../../terminal/pace.ts';
import type { ProgressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { asker } from './askFor.ts';
import { type SurveyLook, survey } from './survey.ts';

export interface AskingPlace {
  deployment: Deployment;
  clientConfig: ClientConfig;
  display: ProgressDisplay;
  ratePerSecond: number;
}

/** Requests that are on their way together. */
const AT_ONCE = 16;

/**
 * Looks again as it goes, so that what came meanwhile is left alone; returns how many were asked for.
 * @throws {CommandError} 130 where it was stopped, with how far it had come.
 */
export async function askForLacking(
  look: SurveyLook,
  expected: number,
  { deployment, clientConfig, display, ratePerSecond }: AskingPlace,
): Promise<number> {
  const askFor = asker(clientConfig, deployment);
  const turn = pace(ratePerSecond, look.signal);
  let asked = 0;
  const tell = () =>
    display.set('asked', {
      fraction: Math.min(1, asked / expected),
      note: `of ${counted(expected, 'rendition')}`,
    });
  try {
    for await (const page of survey(look)) {
      const lacking = page.flatMap(({ source, jobs, lacks }) =>
        source ? lacks.map(rendition => ({ source, jobs, rendition })) : [],
      );
      const ask = async ({ source, rendition, jobs }: (typeof lacking)[number]) => {
        await turn();
        if (await askFor(source, rendition, jobs)) asked += 1;
        tell();
      };
      await pMap(lacking, ask, { concurrency: AT_ONCE });
    }
  } catch (error) {
    if (!look.signal?.aborted) throw error;
    throw new CommandError(
      130,
      `Stopped after ${asked} of ${counted(expected, 'rendition')}; the same command goes on with the rest.`,
    );
  }
  display.finish('asked');
  return asked;
}
