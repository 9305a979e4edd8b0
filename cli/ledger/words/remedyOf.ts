import type { LedgerJob } from '../../../contract/readJob.ts';

/** What is to be done about a failure. */
export interface Remedy {
  /** Half a sentence. */
  words: string;
  /** It can be asked for again, after that. */
  isMendable: boolean;
}

/** Null where nothing failed, or nobody wants it any more. */
export function remedyOf({
  state,
  failure,
  clip,
}: Pick<LedgerJob, 'state' | 'failure' | 'clip'>): Remedy | null {
  if (!failure || state === 'dropped' || state === 'superseded') return null;
  if (state !== 'failed') return never('nothing: it is tried again by itself');
  if (failure.class !== 'input') {
    const what =
      failure.class === 'preset' ? 'the preset or the code is mended and deployed' : 'the cause is mended';
    return { words: `once ${what}`, isMendable: true };
  }
  return never(
    clip
      ? 'ask for what can be; the same request fails the same way'
      : 'upload a mended file; the same one fails the same way',
  );
}

function never(words: string): Remedy {
  return { words, isMendable: false };
}
