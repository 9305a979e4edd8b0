import type { Chapter } from '../../wire/story.ts';
import { seconds } from '../words/format.ts';

/** So long nobody may begin with a video of three seconds, and so long it may take in all; milliseconds. */
const BEGIN_MS = 60_000;
const END_MS = 300_000;

/** How a test stands. */
export interface Standing {
  words: string;
  /** It has failed, or got stuck. */
  isWrong: boolean;
}

export function standingOf(
  chapters: Chapter[],
  wanted: string[],
  { sentAt, now }: { sentAt: number; now: number },
): Standing {
  const since = seconds(Math.max(0, now - sentAt) / 1_000);
  const lacking = wanted.filter(name => !chapters.some(one => one.rendition === name));
  const is = (state: string) => chapters.filter(one => one.state === state);
  const [failed] = is('failed');
  const [held] = is('held');
  if (failed) return wrong(`${failed.rendition} has failed: its story says why.`);
  if (held) return wrong(`${held.rendition} is held over a budget: release it on its page.`);
  const complete = is('complete');
  if (complete.length > 0 && complete.length === chapters.length && lacking.length === 0) {
    const last = Math.max(...complete.map(one => Date.parse(one.updatedAt)));
    return right(`All ${complete.length} renditions are there, after ${seconds((last - sentAt) / 1_000)}.`);
  }
  if (chapters.length > 0 && is('dropped').length === chapters.length) return right('It was removed.');
  if (lacking.length > 0 && now - sentAt > BEGIN_MS) {
    return wrong(
      `It is stuck: nobody has begun with ${lacking.join(', ')} after ${since}. Look at "Queues and workers" and at the dead letters; "npx fanreel doctor" tries each part.`,
    );
  }
  if (now - sentAt > END_MS) {
    return wrong(`It is stuck: it is not over after ${since}. "Queues and workers" says who works on it.`);
  }
  return right(`On its way for ${since}.`);
}

function right(words: string): Standing {
  return { words, isWrong: false };
}

function wrong(words: string): Standing {
  return { words, isWrong: true };
}
