import type { Made, Prepared } from '../../../pipeline/kinds/prepared.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Expected } from '../file/corpusFile.ts';
import { judgeLook, judgePoints, judgeStills } from './judgeLook.ts';
import { judgeOutput } from './judgeOutput.ts';
import type { ListedOutput } from './listedOutput.ts';
import { readOutput } from './readOutput.ts';
import { readStills } from './stills.ts';

/** What was found in what was made, and what is wrong with it, in words; nothing where it is as expected. */
export interface Judgement {
  /** Of a video. */
  facts: ListedOutput | null;
  wrong: string[];
}

/** Judges what the media layer made of a file. */
export async function judgeMade(
  kind: Preset['kind'],
  prepared: Prepared,
  made: Made,
  expected: Expected,
): Promise<Judgement> {
  const { facts, wrong } =
    kind === 'video'
      ? await judgeVideo(made.files[0]?.path ?? '', expected)
      : { facts: null, wrong: await judgeImages(made, expected) };
  const isUnmarked = expected.incomplete && !saysIncomplete(prepared, made);
  return { facts, wrong: [...wrong, ...(isUnmarked ? ['it is not marked incomplete'] : [])] };
}

/** A video file by itself. */
export async function judgeVideo(
  path: string,
  expected: Expected,
): Promise<{ facts: ListedOutput; wrong: string[] }> {
  const { facts, look } = await readOutput(path, expected);
  return { facts, wrong: [...judgeOutput(facts, expected), ...judgeLook(look, facts, expected)] };
}

async function judgeImages(made: Made, { numbered, points = [] }: Expected): Promise<string[]> {
  // The first image is of an early moment, and the colours of these clips stay.
  const early = points.filter(({ seconds = 0 }) => seconds < 1).map(point => ({ ...point, seconds: 0 }));
  const { stills, colours } = await readStills(made, { numbered: numbered !== undefined, points: early });
  return [...(numbered ? judgeStills(stills, numbered) : []), ...judgePoints(colours)];
}

function saysIncomplete({ plan }: Prepared, made: Made): boolean {
  const isDecided = plan.decisions.some(({ what }) => what === 'incomplete');
  return isDecided || /"incomplete":(true|\{|[1-9])/.test(JSON.stringify([plan, made]));
}
