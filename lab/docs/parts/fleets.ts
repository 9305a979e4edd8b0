import { fleetsForDocs } from '../../simulate/fleet/compareFleets.ts';
import { fleetSums, fleetText } from '../../simulate/report/fleetText.ts';

/** What `npm run simulate` prints of fleets, load by load. */
export function fleets(): string {
  return fleetText(fleetsForDocs());
}

/** The same, all loads together. */
export function fleetsInShort(): string {
  return fleetSums(fleetsForDocs());
}
