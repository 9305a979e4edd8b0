import type { Preset } from '../../presets/schema/preset.ts';
import type { Ports } from '../ports/ports.ts';
import type { Settings } from './settings.ts';

/** What one function makes, of which bucket's sources, and where it goes. */
export interface Rendition {
  name: string;
  preset: Preset;
  /** The preset's: with the source's version it names a job. */
  presetHash: string;
  inputBucket: string;
  outputBucket: string;
  /** Where its messages come from. */
  queueUrl: string;
}

/** What one rendition's function is and may use; made once, at cold start. A function takes of it what it names. */
export interface Worker {
  rendition: Rendition;
  settings: Settings;
  ports: Ports;
}
