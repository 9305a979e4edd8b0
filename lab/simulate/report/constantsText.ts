import { CONSTANTS, type Constant } from '../constants.ts';
import { FLEET_CONSTANTS } from '../fleet/constants.ts';
import { markdownTable } from './markdownTable.ts';

/** Every constant with its source, guesses marked as such. */
export function constantsText(): string {
  const rows = Object.entries({ ...CONSTANTS, ...FLEET_CONSTANTS }).map(
    ([name, { value, unit, source, date, guess }]: [string, Constant]) => [
      name,
      String(value),
      unit,
      guess ? 'guess' : date,
      source,
    ],
  );
  return markdownTable(['constant', 'value', 'unit', 'of', 'source'], rows);
}
