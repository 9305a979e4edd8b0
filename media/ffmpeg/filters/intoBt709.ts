import type { ColourSpace } from '../../plan/colour/colourSpace.ts';

/**
 * ffmpeg's filters from a colour space to BT.709 in limited range; high dynamic range goes to linear light, to BT.709
 * primaries, through the curve, and back. The input is spelt out: not every frame is tagged, and the tags ahead of all
 * filters are those that the scaler can take.
 */
export function intoBt709(
  from: ColourSpace,
  { toneMap, fullRange, fromRgb }: { toneMap: boolean; fullRange: boolean; fromRgb: boolean },
): string[] {
  const range = fullRange || fromRgb ? 'full' : 'limited';
  const input = `tin=${from.transfer}:min=${fromRgb ? 'gbr' : from.matrix}:pin=${from.primaries}:rin=${range}`;
  const output = 't=bt709:m=bt709:p=bt709:r=limited';
  if (!toneMap) return [`zscale=${input}:${output}`];
  return [
    `zscale=${input}:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    `zscale=${output}`,
  ];
}
