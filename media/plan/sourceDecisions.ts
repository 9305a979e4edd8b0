import type { Probe, VideoTrack } from '../probe/probe.ts';
import type { Decision } from './decision.ts';
import type { ExpectedDuration } from './sourceDuration.ts';

/** How the source is turned, and why; nothing where it stands upright. */
export function turnDecision({ rotation, mirrored }: VideoTrack, reason: string): Decision[] {
  if (rotation === 0 && !mirrored) return [];
  const choice = `${rotation} degrees clockwise${mirrored ? ', mirrored' : ''}`;
  return [{ what: 'rotation', choice, reason }];
}

/** That the source lacks its end; nothing where it is whole. */
export function incompleteDecision({ incomplete }: Probe): Decision[] {
  if (!incomplete) return [];
  const reason = "the file's end is missing: its recorder was stopped, or its upload broke off";
  return [{ what: 'incomplete', choice: 'what is there is made', reason }];
}

/** How long it is taken to be. */
export function lengthDecision({ seconds, reason }: ExpectedDuration): Decision {
  return { what: 'length', choice: `${seconds.toFixed(3)} s`, reason };
}
