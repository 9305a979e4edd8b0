import { type KeyPart, readKeyTemplate } from './keyTemplate.ts';
import { TIME_UNITS } from './timeUnits.ts';
import { UTC } from './zonedTime.ts';

/** A template, ready to read and to write keys by. */
export interface RecordingKeys {
  parts: KeyPart[];
  /** Of the times in keys, by its IANA name. */
  zone: string;
  /** Less than what a key's time rounds off, milliseconds. */
  precisionMs: number;
}

/** What cameras are called, in requests as in keys: nothing that could lead out of a folder. */
export const CAMERA_NAME = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';

/** @throws {Error} a sentence that says what is wrong with the template. */
export function recordingKeys(template: string, zone = UTC): RecordingKeys {
  const parts = readKeyTemplate(template);
  const units = parts.flatMap(part => (part.is === 'start' ? [TIME_UNITS[part.unit].ms] : []));
  return { parts, zone, precisionMs: Math.min(...units) };
}

/** Of a preset that finds recordings by key: its templates, the usual one first. */
export function allRecordingKeys({
  template,
  timeZone,
}: {
  template: string | string[];
  timeZone?: string | undefined;
}): RecordingKeys[] {
  return [template].flat().map(one => recordingKeys(one, timeZone));
}
