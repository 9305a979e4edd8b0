import type { AudioSelector, InputSettings } from './inputSettings.ts';
import type { AudioDescription } from './outputGroup.ts';

/**
 * The selector that an audio description means: the one it names (by default "Audio Selector 1"), else the one marked
 * as the default. AWS inserts silence where there is neither; locally such a job is refused.
 */
export function audioSelectorOf(
  input: InputSettings,
  description: AudioDescription,
): AudioSelector | undefined {
  const selectors = input.audioSelectors ?? {};
  const named = selectors[description.audioSourceName ?? 'Audio Selector 1'];
  return named ?? Object.values(selectors).find(selector => selector.defaultSelection === 'DEFAULT');
}
