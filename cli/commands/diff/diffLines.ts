import { counted } from '../../terminal/counted.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import type { Changes } from './changes.ts';
import type { OlderGroup, OlderGroups } from './olderGroups.ts';

const COLUMNS: Column[] = [
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'PRESET' },
  { heading: 'DEPLOYED' },
  { heading: 'OUTPUTS', align: 'right' },
  { heading: 'CHANGED', overflow: 'wrap', least: 20 },
];

/** What is older, for people: a line each preset, and the first sources below. */
export function diffLines(found: OlderGroups): string[] {
  const { groups, sources } = found;
  if (groups.length === 0) return [`No output of ${counted(sources, 'source')} is of an older preset.`];
  return [...table(COLUMNS, groups.map(row)), '', ...firstOnes(groups)];
}

function row({ rendition, presetHash, outputs, changes }: OlderGroup): Cell[] {
  return [
    rendition.name,
    presetHash ?? 'forgotten',
    rendition.presetHash,
    String(outputs),
    changesWords(changes),
  ];
}

/** `video.crf 23 -> 22`. */
function changesWords(changes: Changes | null): string {
  if (!changes) return 'not known any more';
  const words = Object.entries(changes).map(([path, { was, is }]) => `${path} ${was} -> ${is}`);
  return words.join(', ') || 'nothing for its first source';
}

/** The first sources of each. */
function firstOnes(groups: OlderGroup[]): string[] {
  const rows = groups.flatMap(({ rendition, outputs, first }) => {
    const more = outputs - first.length;
    return [...first.map(key => [rendition.name, key]), ...(more > 0 ? [['', `and ${more} more`]] : [])];
  });
  return table([{}, { overflow: 'start', least: 20 }], rows, { indent: '  ' });
}
