import { median } from '../meter/figures.ts';

/** What one setting came to, for one rendition. */
export interface SettingFigures {
  rendition: string;
  name: string;
  /** Processor seconds over those of the command as it is, run right before; a turn each. */
  ratios: number[];
  /** Without and with it; null where VMAF cannot be measured. */
  vmaf: [number, number] | null;
  bytes: [number, number];
}

/** As a table in Markdown, so that it can be kept beside others. */
export function describeSettings(figures: SettingFigures[]): string {
  const rows = figures.map(({ rendition, name, ratios, vmaf, bytes }) => [
    rendition,
    name,
    `${median(ratios).toFixed(3)} (${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`,
    vmaf ? signed(vmaf[1] - vmaf[0]) : 'unmeasured',
    `${signed((bytes[1] / bytes[0] - 1) * 100)} %`,
  ]);
  const head = [
    ['', 'setting', 'processor s', 'VMAF', 'bytes'],
    ['---', '---', '---', '---:', '---:'],
  ];
  return [...head, ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(2)}`;
}
