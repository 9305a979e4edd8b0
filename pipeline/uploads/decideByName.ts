import { hasVideoSuffix } from '../../contract/keys/videoSuffixes.ts';
import { FOREIGN_ENDINGS } from './foreignEndings.ts';

/** Left alone, and why: a clause whose subject is the object. */
export interface LeftAlone {
  leftAlone: string;
}

/** What an upload's name says of it, without regard to case; `unknown` where only its content can tell. */
export function decideByName(key: string): 'video' | 'unknown' | LeftAlone {
  if (key.endsWith('/')) return { leftAlone: 'is a folder marker' };
  if (hasVideoSuffix(key)) return 'video';
  const ending = /\.([^./]+)$/.exec(key)?.[1]?.toLowerCase();
  if (ending === undefined || !FOREIGN_ENDINGS.has(ending)) return 'unknown';
  return { leftAlone: `is not a video by its name (.${ending})` };
}
