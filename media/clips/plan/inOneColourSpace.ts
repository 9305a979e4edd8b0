import { BT709, type ColourSpace, usualColours } from '../../plan/colour/colourSpace.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ClipSource } from '../clipPart.ts';

type ColourPlan = Plan['video']['colour'];

/**
 * The colours of sources that are one behind the other in a clip: where all of them come out in one space they stay as they
 * are; else all are brought to BT.709, since a stream tells its colours once. `common` is that space.
 */
export function inOneColourSpace(
  sources: Pick<ClipSource, 'probe'>[],
  plans: Plan[],
): { colours: ColourPlan[]; common: ColourSpace } {
  const spaces = plans.map((plan, at) => spaceOf(plan, sources[at]));
  const [first = BT709] = spaces;
  const colours = plans.map(({ video }) => video.colour);
  if (spaces.every(space => isSame(space, first))) return { colours, common: first };
  return {
    colours: colours.map((colour, at) => {
      const space = spaces[at] ?? BT709;
      return isSame(space, BT709) ? colour : { ...colour, from: space, kept: null };
    }),
    common: BT709,
  };
}

/** What a source comes out in by its own plan; one that tells nothing, in what players take it for. */
function spaceOf({ video: { colour } }: Plan, source: Pick<ClipSource, 'probe'> | undefined): ColourSpace {
  if (colour.from || colour.fromRgb || !source) return BT709;
  return colour.kept ?? usualColours(source.probe.video);
}

function isSame(one: ColourSpace, other: ColourSpace): boolean {
  return one.primaries === other.primaries && one.transfer === other.transfer && one.matrix === other.matrix;
}
