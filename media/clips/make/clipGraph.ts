import { gridFilter, soundOnGrid } from '../../ffmpeg/filters/gridFilters.ts';
import { intoChannels } from '../../ffmpeg/filters/intoChannels.ts';
import { setColours } from '../../ffmpeg/filters/setColours.ts';
import { videoFilters } from '../../ffmpeg/filters/videoFilters.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import type { LaidClip, LaidPictures, LaidSound } from './layParts.ts';
import { type PartFile, partOf } from './partFile.ts';
import type { Inputs } from './partInputs.ts';

/** The last picture of a part is held for so much longer than its frames take, seconds. */
const SPARE_SECONDS = 1;

/** The file, in the job's folder, that tells which pictures of a part came out of its decoder. */
export function seenReport(part: number): string {
  return `part-${part}-seen.txt`;
}

/** ffmpeg's filter graph from inputs to `[pictures]`. */
export function pictureGraph(plan: ClipPlan, laid: LaidClip, parts: PartFile[], inputs: Inputs): string {
  const { num, den } = laid.rate;
  const chains = laid.pictures.map((one, at) => {
    const part = partOf(parts, one.part);
    const stream = `[${inputs(one.part).picture}:${streamSpecifier('V', part.cut.video)}]`;
    return `${stream}${partFilters(plan, laid, one, part).join(',')}[v${at}]`;
  });
  // Of a part of a single frame the joining filter does not know how long it is shown: frames are counted anew.
  const joined = [
    ...joinFilter('v', chains.length, 'v=1:a=0'),
    `settb=${den}/${num}`,
    'setpts=N',
    gridFilter(laid.rate),
  ];
  return [...chains, `${labels('v', chains.length)}${joined.join(',')}[pictures]`].join(';');
}

function partFilters(
  { commonColours }: ClipPlan,
  { rate }: LaidClip,
  { part, frames, zero, from, before }: LaidPictures,
  { cut, offsetSeconds, shapes }: PartFile,
): string[] {
  const byFile = (seconds: number) => seconds - offsetSeconds;
  const grid = {
    rate,
    pictureShift: -byFile(zero),
    ...{ soundShift: 0, heldFrames: 0, frames, soundSeconds: null },
    lastSeconds: (frames * rate.den) / rate.num,
  };
  const window = { from: byFile(from), before: byFile(before), report: seenReport(part) };
  return [
    ...videoFilters(cut, { grid, spareSeconds: SPARE_SECONDS, window, shapes }),
    ...[setColours(commonColours), 'format=yuv420p', 'setsar=1'],
  ];
}

/** ffmpeg's filter graph from inputs to `[sound]`, of a clip that has some. */
export function soundGraph(plan: ClipPlan, { sounds }: LaidClip, parts: PartFile[], inputs: Inputs): string {
  const { audio } = plan.output;
  if (!audio) throw new TypeError('The clip has no sound.');
  const chains = sounds.map((one, at) => {
    return `${partSound(one, partOf(parts, one.part), inputs(one.part).sound, audio)}[a${at}]`;
  });
  const joined = joinFilter('a', chains.length, 'v=0:a=1');
  return [...chains, `${labels('a', chains.length)}${joined.join(',')}[sound]`].join(';');
}

/** A part's sound, as many samples as it takes up in the clip. */
function partSound(
  { from, until, heardSeconds, shift }: LaidSound,
  { cut, offsetSeconds, settled }: PartFile,
  input: number,
  { sampleRateHz, channels }: { sampleRateHz: number; channels: number },
): string {
  const at = (seconds: number) => Math.round(seconds * sampleRateHz);
  const samples = at(until) - at(from);
  const layout = channels === 1 ? 'mono' : 'stereo';
  const form = `aformat=sample_fmts=fltp:sample_rates=${sampleRateHz}:channel_layouts=${layout}`;
  if (cut.audio === null) {
    return `anullsrc=r=${sampleRateHz}:cl=${layout},${form},atrim=end_sample=${samples}`;
  }
  const stream = settled === null ? streamSpecifier('a', cut.audio) : 'a:0';
  const heard = Math.min(samples, at(from + heardSeconds) - at(from));
  const micros = Math.round((shift + offsetSeconds - from) * 1e6);
  const filters = [
    ...(cut.untimed && settled === null ? ['asetpts=N/SR/TB'] : []),
    ...['asettb=AVTB', `asetpts=PTS${micros < 0 ? '' : '+'}${micros}`, 'atrim=start=0'],
    ...soundOnGrid(0, 'rematrix_maxval=1'),
    ...[intoChannels(channels), `aresample=${sampleRateHz}`, form],
    ...[`atrim=end_sample=${heard}`, `apad=whole_len=${samples}`, `atrim=end_sample=${samples}`],
    // Silence that follows upon nothing has no times, and what joins parts would leave it out.
    'asetpts=N/SR/TB',
  ];
  return `[${input}:${stream}]${filters.join(',')}`;
}

function joinFilter(kind: 'v' | 'a', count: number, streams: string): string[] {
  if (count === 1) return [kind === 'v' ? 'null' : 'anull'];
  return [`concat=n=${count}:${streams}`];
}

function labels(kind: 'v' | 'a', count: number): string {
  return Array.from({ length: count }, (_, at) => `[${kind}${at}]`).join('');
}
