import type { Made, Prepared } from '../../../pipeline/kinds/prepared.ts';
import type { Expected } from '../file/corpusFile.ts';
import type { ProbedOutput } from './ffprobeOutput.ts';
import { judgeLook, judgePoints, judgeStills } from './judgeLook.ts';
import { judgeOutput } from './judgeOutput.ts';
import { coloursAt, outputLook } from './outputLook.ts';
import { readStills } from './stills.ts';

/** What is wrong with what the media layer made of a file, in words; nothing where it is as expected. */
export async function judgeMade(
  prepared: Prepared,
  made: Made,
  expected: Expected,
  facts: ProbedOutput | null,
): Promise<string[]> {
  return [
    ...(facts ? await judgeVideo(made.files[0]?.path ?? '', expected, facts) : []),
    ...(facts ? [] : await judgeImages(made, expected)),
    ...(expected.incomplete && !saysIncomplete(prepared, made) ? ['it is not marked incomplete'] : []),
  ];
}

/** A video file by itself. */
export async function judgeVideo(path: string, expected: Expected, facts: ProbedOutput): Promise<string[]> {
  return [...judgeOutput(facts, expected), ...judgeLook(await outputLook(path, expected), facts, expected)];
}

async function judgeImages(made: Made, { numbered, points = [] }: Expected): Promise<string[]> {
  // The first image is of an early moment, and the colours of these clips stay.
  const early = points.filter(({ seconds = 0 }) => seconds < 1).map(point => ({ ...point, seconds: 0 }));
  const image = made.files[0]?.path ?? '';
  return [
    ...(numbered ? judgeStills(await readStills(made), numbered) : []),
    ...judgePoints(await coloursAt(image, early)),
  ];
}

function saysIncomplete({ plan }: Prepared, made: Made): boolean {
  const isDecided = plan.decisions.some(({ what }) => what === 'incomplete');
  return isDecided || /"incomplete":(true|\{|[1-9])/.test(JSON.stringify([plan, made]));
}
