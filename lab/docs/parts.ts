import { commands } from './parts/commands.ts';
import { presetFields, profileFields } from './parts/fields.ts';
import { fleets, fleetsInShort } from './parts/fleets.ts';
import { minutePrices } from './parts/minutePrices.ts';
import { refusalCodes } from './parts/refusalCodes.ts';
import { simulated } from './parts/simulated.ts';
import { upEvents } from './parts/upEvents.ts';

/** A part of a page that is written from the code it tells of. */
export interface DocPart {
  /** Of the checkout, `docs/commands.md`. */
  page: string;
  /** As the page's marks name it. */
  name: string;
  /** Markdown. */
  text(): string | Promise<string>;
}

/** All of them; `npm run docs` writes each into its page. */
export const PARTS: DocPart[] = [
  { page: 'docs/commands.md', name: 'commands', text: commands },
  { page: 'docs/commands.md', name: 'events of up --json', text: upEvents },
  { page: 'docs/presets.md', name: 'fields of presets', text: presetFields },
  { page: 'docs/presets.md', name: 'fields of profiles', text: profileFields },
  { page: 'docs/accepted.md', name: 'refusal codes', text: refusalCodes },
  { page: 'docs/fleet.md', name: 'a minute of video', text: minutePrices },
  { page: 'docs/fleet.md', name: 'rules in short', text: fleetsInShort },
  { page: 'docs/measurements.md', name: 'what the simulator says', text: simulated },
  { page: 'docs/measurements.md', name: 'what it says of fleets', text: fleets },
];
