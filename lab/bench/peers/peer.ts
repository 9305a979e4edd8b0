import type { Plan } from '../../../media/plan/plan.ts';
import type { RunningStack } from '../../support/runningStack.ts';

/** Somebody else who makes the same renditions of the same clip. */
export interface Peer {
  name: string;
  /** In what it is not comparable, and why; a sentence each. */
  unlike: string[];
  /** Starts what its turns are to find running; absent where that is nothing. */
  warmUp?(): Promise<unknown>;
  /** Makes all renditions; `round` tells its turns apart. */
  make(round: number): Promise<unknown>;
  /** Where a rendition of the last turn lies, or is fetched to. */
  outputOf(rendition: string): Promise<string>;
}

/** What all peers work with. */
export interface PeerWork {
  ffmpeg: string;
  clip: string;
  /** By rendition. */
  plans: Map<string, Plan>;
  /** For outputs; each peer makes one of its own in it. */
  folder: string;
  stack: RunningStack;
}
