import { refusalLine } from '../../source/refusal.ts';
import { table } from '../../terminal/screen/table.ts';
import { formatBytes, formatSeconds } from '../../terminal/units.ts';
import type { RenditionPlan } from './planFor.ts';

/** One rendition's plan as lines for people; the command is a line of its own, to be pasted. */
export function planLines(planned: RenditionPlan, profileName: string): string[] {
  const decisions = planned.plan?.decisions.map(({ what, choice, reason }) => [what, choice, reason]) ?? [];
  if ('refusal' in planned) {
    return [planned.preset, ...indented(decisions), `  refused, ${refusalLine(planned.refusal)}`];
  }
  const { plan, predicted, engine, reason, mediaConvert, ffmpeg } = planned;
  const vcpus = Number(predicted.vcpus.toFixed(1));
  return [
    planned.preset,
    ...indented([
      ...decisions,
      ['engine', engine, reason],
      [
        'encode',
        `about ${formatSeconds(predicted.seconds)}`,
        `predicted for ${vcpus} vCPUs, profile ${profileName}`,
      ],
      [
        'output',
        `at most ${formatBytes(predicted.outputBytes)}`,
        plan.kind === 'video' ? "by the preset's peak rate" : 'in scratch, by the number of pixels',
      ],
      ...managedRows(engine, mediaConvert.refusal),
    ]),
    ffmpeg?.command ??
      '  Each image takes several runs of ffmpeg; the manifest lists which frame was taken, and why.',
  ];
}

function managedRows(engine: string, refusal: string | null): string[][] {
  if (engine === 'mediaconvert')
    return [['settings', 'for MediaConvert', '--json shows them; the line below is what ffmpeg would do']];
  return refusal === null ? [] : [['mediaconvert', 'could not', refusal]];
}

function indented(rows: string[][]): string[] {
  return table([{}, { overflow: 'wrap', least: 16 }, { overflow: 'wrap' }], rows, { indent: '  ' });
}
