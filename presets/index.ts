import { ConfigError } from '../failures/configError.ts';
import { loadData } from './schema/loadData.ts';
import { type Preset, type PresetFile, presetFileSchema } from './schema/preset.ts';
import { withVideo } from './schema/withVideo.ts';

/** Every preset by name. Adding a rendition is adding one file here. */
export async function loadPresets(): Promise<Map<string, Preset>> {
  return withVideo(await loadData<PresetFile>(import.meta.dirname, presetFileSchema));
}

/**
 * The presets a profile names, in its order.
 * @throws {ConfigError} for a name that no file has, with the valid names.
 */
export async function choosePresets(names: 'all' | string[]): Promise<Map<string, Preset>> {
  const all = await loadPresets();
  if (names === 'all') return all;
  return new Map(names.map(name => [name, presetNamed(all, name)]));
}

function presetNamed(all: Map<string, Preset>, name: string): Preset {
  const preset = all.get(name);
  if (!preset) {
    throw new ConfigError(`There is no preset "${name}"; there are: ${[...all.keys()].join(', ')}.`);
  }
  return preset;
}
