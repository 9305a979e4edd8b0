import { ConfigError } from '../../failures/configError.ts';
import type { Preset, PresetFile } from './preset.ts';

/**
 * All presets, those of clips with the settings of the video preset that they name: a change there is one here as well.
 * @throws {ConfigError} for a name that no video preset has, with the valid names.
 */
export function withVideo(files: Map<string, PresetFile>): Map<string, Preset> {
  return new Map([...files].map(([name, file]) => [name, settled(name, file, files)]));
}

function settled(name: string, file: PresetFile, files: Map<string, PresetFile>): Preset {
  if (file.kind !== 'clip') return file;
  checkApi(name, file);
  if (typeof file.video !== 'string') return { ...file, video: file.video };
  const video = files.get(file.video);
  if (video?.kind === 'video') return { ...file, video };
  const names = [...files].flatMap(([other, { kind }]) => (kind === 'video' ? [other] : []));
  throw new ConfigError(
    `The preset "${name}": video: there is no video preset "${file.video}"; there are: ${names.join(', ')}.`,
  );
}

function checkApi(name: string, { recordings, api }: Extract<PresetFile, { kind: 'clip' }>): void {
  if (recordings.by !== 'api' || api?.recordings !== undefined) return;
  throw new ConfigError(
    `The preset "${name}": api.recordings: is missing, the path by which recordings are asked for.`,
  );
}
