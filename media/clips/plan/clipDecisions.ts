import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { BT709, type ColourSpace } from '../../plan/colour/colourSpace.ts';
import type { Decision } from '../../plan/decision.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ClipPart, ClipSource } from '../clipPart.ts';
import type { Shape } from './chooseShape.ts';

interface Chosen {
  shape: Shape;
  common: ColourSpace;
  parts: ClipPart[];
  preset: VideoPreset;
}

/** What was settled for all parts together, and why. */
export function clipDecisions(
  sources: Pick<ClipSource, 'name' | 'probe'>[],
  plans: Plan[],
  { shape, common, parts, preset }: Chosen,
): Decision[] {
  return [
    sizeDecision(sources, shape, preset),
    rateDecision(plans, shape),
    colourDecision(plans, common),
    soundDecision(sources, plans, preset),
    ...partsDecision(sources, parts),
  ];
}

function sizeDecision(sources: Pick<ClipSource, 'probe'>[], shape: Shape, { height }: VideoPreset): Decision {
  const sizes = distinct(sources.map(({ probe: { video } }) => `${video.width}x${video.height}`));
  const reason = shape.isEverySize
    ? `the preset's ${height} lines at the most, from ${sizes}`
    : `of the shape that most of the clip has, the largest; the sources have ${sizes}, and what has another shape is shown whole between bars`;
  return { what: 'size', choice: `${shape.width}x${shape.height}`, reason };
}

function rateDecision(plans: Plan[], { fps, isEveryRate }: Shape): Decision {
  const rates = distinct(plans.map(({ video }) => `${video.fps.num}/${video.fps.den}`));
  const reason = isEveryRate
    ? "all parts' own frame rate"
    : `the fastest of ${rates}, so that no frame of any part is left out`;
  return { what: 'frame rate', choice: `${fps.num}/${fps.den}`, reason };
}

function colourDecision(plans: Plan[], common: ColourSpace): Decision {
  const isConverted = plans.some(({ video: { colour } }) => colour.from || colour.fromRgb);
  const kept = distinct(plans.map(({ video: { colour } }) => colour.kept?.matrix ?? common.matrix));
  const isMixed = common === BT709 && kept.includes(',');
  return {
    what: 'colour',
    choice: isMixed || isConverted ? '8-bit 4:2:0, BT.709' : "8-bit 4:2:0, the sources' colour space",
    reason: isMixed ? 'the sources differ in it, and a video tells its colours once' : 'as the sources',
  };
}

function soundDecision(
  sources: Pick<ClipSource, 'name'>[],
  plans: Plan[],
  { audio: { codec, bitrateKbps, channels, sampleRateHz } }: VideoPreset,
): Decision {
  const silent = sources.flatMap(({ name }, at) => (plans[at]?.audio ? [] : [`"${name}"`]));
  if (silent.length === sources.length) {
    return { what: 'audio', choice: 'none', reason: 'no source has any' };
  }
  const reason =
    silent.length === 0 ? "the preset's" : `the preset's; silence where ${silent.join(', ')} has none`;
  return {
    what: 'audio',
    choice: `${codec} ${bitrateKbps} kbit/s, ${channels} channels, ${sampleRateHz} Hz`,
    reason,
  };
}

function partsDecision(sources: Pick<ClipSource, 'name'>[], parts: ClipPart[]): Decision[] {
  return parts.map(({ source, fromSeconds, toSeconds, atSeconds }) => ({
    what: 'part',
    choice: `"${sources[source]?.name}" from ${shown(fromSeconds)} s to ${shown(toSeconds)} s`,
    reason: `at ${shown(atSeconds)} s of the clip`,
  }));
}

function distinct(values: string[]): string {
  return [...new Set(values)].join(', ');
}

function shown(seconds: number): string {
  return String(Math.round(seconds * 1_000) / 1_000);
}
