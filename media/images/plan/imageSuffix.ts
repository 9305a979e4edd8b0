import type { ImagePreset } from '../../../presets/schema/preset.ts';

/** How a format's files end. */
export function imageSuffix(format: ImagePreset['format']): string {
  return format === 'jpeg' ? '.jpg' : '.webp';
}
