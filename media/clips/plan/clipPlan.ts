import type { ColourSpace } from '../../plan/colour/colourSpace.ts';
import type { Decision } from '../../plan/decision.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ClipPart } from '../clipPart.ts';

/** How the pictures and the sound of one of a clip's sources become the clip's. */
export type SourceCut = Pick<Plan, 'video' | 'audio' | 'clock' | 'untimed' | 'incomplete' | 'source'>;

/** What a clip will be, for either engine, with the reason for each choice. */
export interface ClipPlan {
  kind: 'clip';
  /** The clip itself, as if it were made of one source. */
  output: Plan;
  /** In the order of the clip's sources. */
  sources: SourceCut[];
  /** In the order of the clip. */
  parts: ClipPart[];
  /** The colour space that all parts come out in. */
  commonColours: ColourSpace;
  /** Of the clip as it was asked for, gaps that are held included; seconds. */
  durationSeconds: number;
  /** It is one part of one source, counted from what is first seen or heard of that, and ends with it where that is sooner. */
  endsWithSource?: boolean;
  decisions: Decision[];
  /** In what the clip is less than was asked for: a sentence each. */
  warnings: string[];
}
