import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { presetHash } from '../../presets/schema/presetHash.ts';
import { print } from '../terminal/print.ts';
import { table } from '../terminal/table.ts';

/** `fanreel presets`: what is in presets/, as a table or as a JSON array. */
export async function presets(options: { json?: boolean }): Promise<void> {
  const all = await loadPresets();
  if (options.json) {
    const list = [...all].map(([name, preset]) => ({ name, hash: presetHash(preset), ...preset }));
    print(JSON.stringify(list, null, 2));
    return;
  }
  const heading = [
    'NAME',
    'LINES',
    'VIDEO',
    'SPEED',
    'CRF',
    'PEAK',
    'MAX FPS',
    'GOP',
    'AUDIO',
    'FILE',
    'HASH',
  ];
  for (const line of table([heading, ...[...all].map(row)])) print(line);
}

function row([name, preset]: [string, Preset]): string[] {
  const { audio } = preset;
  return [
    name,
    String(preset.height),
    `${preset.codec} ${preset.profile} ${preset.level}`,
    preset.encoderSpeed,
    String(preset.crf),
    `${preset.maxrateKbps} kbit/s`,
    String(preset.maxFps),
    `${preset.gopSeconds} s`,
    `${audio.codec} ${audio.bitrateKbps} kbit/s, ${audio.channels} ch, ${audio.sampleRateHz} Hz`,
    preset.container,
    presetHash(preset),
  ];
}
