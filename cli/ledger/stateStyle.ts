import type { JobState } from '../../contract/jobState.ts';
import type { Style } from '../terminal/screen/paint.ts';

/** How a state stands out; one that a later version has added does not. */
export function stateStyle(state: string): Style {
  return STYLES[state as JobState] ?? 'dim';
}

const STYLES: Record<JobState, Style> = {
  queued: 'yellow',
  running: 'cyan',
  submitted: 'cyan',
  held: 'yellow',
  pending: 'yellow',
  complete: 'green',
  failed: 'red',
  dropped: 'dim',
  superseded: 'dim',
  'not-available': 'red',
  'out-of-range': 'red',
};
