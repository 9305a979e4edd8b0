import type { JobState } from '../../contract/jobState.ts';
import type { Style } from '../terminal/screen/paint.ts';

/** How a state stands out. */
export const STATE_STYLE: Record<JobState, Style> = {
  queued: 'yellow',
  running: 'cyan',
  submitted: 'cyan',
  complete: 'green',
  failed: 'red',
  superseded: 'dim',
};
