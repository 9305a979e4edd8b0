import type { Crop } from '../../containers/crop.ts';
import type { Turn } from '../../containers/turn.ts';

/**
 * ffmpeg's filter that leaves the part of a picture, turned so, that is to be seen. ffmpeg before 7.1 does not crop as
 * containers tell, later ones have done it by now: what is small enough already stays as it is, and the filter itself
 * keeps the corner inside.
 */
export function cropFilter(crop: Crop, turn: Turn): string {
  const { left, top, width, height } = crop;
  const lying = { fromLeft: left, fromTop: top, fromRight: left + width, fromBottom: top + height };
  const sideways = { fromLeft: top, fromTop: left, fromRight: top + height, fromBottom: left + width };
  const isSideways = turn.rotation % 180 === 90;
  const edges = isSideways ? sideways : lying;
  const [across, down] = isSideways ? [height, width] : [width, height];
  const x = comesFromRight(turn) ? `iw-${edges.fromRight}` : edges.fromLeft;
  const y = comesFromBelow(turn) ? `ih-${edges.fromBottom}` : edges.fromTop;
  return `crop=min(iw\\,${across}):min(ih\\,${down}):${x}:${y}`;
}

/** Whether the turn puts on the left what lay on the right of a lying picture, or below in one turned sideways. */
function comesFromRight({ rotation, mirrored }: Turn): boolean {
  return rotation === 180 || rotation === (mirrored ? 270 : 90);
}

/** Whether it puts on top what lay below, or on the right in one turned sideways. */
function comesFromBelow({ rotation, mirrored }: Turn): boolean {
  return rotation === 270 || rotation === (mirrored ? 0 : 180);
}
