import type { JobState } from '../../../contract/jobState.ts';
import { age, seen } from './format.ts';

/** A shape for each state, for who does not tell colours apart. */
const SHAPES: Record<JobState, string> = {
  ...{ queued: '○', running: '▶', submitted: '▷', held: '‖', pending: '…' },
  ...{ complete: '✓', failed: '✕', dropped: '–', superseded: '↷', 'not-available': '∅', 'out-of-range': '∅' },
};

/** A state by word and shape; one that a later version has added by its word alone. */
export function State({ state }: { state: string }) {
  return (
    <span class={`state ${state}`}>
      <span aria-hidden="true">{SHAPES[state as JobState] ?? '?'}</span> {state}
    </span>
  );
}

/** Text made by others: never markup, and with its own direction. */
export function Foreign({ text }: { text: string }) {
  return <bdi>{seen(text)}</bdi>;
}

/** A time as its age, in the reader's zone and exactly in its title. */
export function Ago({ at, now }: { at: string; now: number }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={`${time.toLocaleString()} (${at})`}>
      {age(now - time.getTime())}
    </time>
  );
}

/** How far it is, where that is known. */
export function Progress({ percent, of }: { percent: number | undefined; of: string }) {
  if (percent === undefined) return null;
  const whole = Math.floor(percent);
  return (
    <span class="progress">
      <progress max={100} value={whole} aria-label={`Progress of ${seen(of)}`} /> {whole} %
    </span>
  );
}
