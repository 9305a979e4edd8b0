import { crowdText } from '../../simulate/report/crowdText.ts';
import { filmText } from '../../simulate/report/filmText.ts';
import { simulatedForDocs } from '../../simulate/scenarios/simulateAll.ts';

/** What `npm run simulate` prints by default. */
export function simulated(): string {
  const all = simulatedForDocs();
  return `${filmText(all)}\n\n${crowdText(all)}`;
}
