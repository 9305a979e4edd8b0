import { bytes } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';
import type { Stage } from './work/row.ts';

interface StageWordsProps {
  stage: Stage;
  isTakenUp: boolean;
  /** S3 is at another origin than the page. */
  isForeign: boolean;
}

/** How far a file is, by word and shape. */
export function StageWords({ stage, isTakenUp, isForeign }: StageWordsProps) {
  const { mark, kind, words } = wordsOf(stage, isTakenUp, isForeign);
  return (
    <span class={`state ${kind}`}>
      <span aria-hidden="true">{mark}</span> <Foreign text={words} />
    </span>
  );
}

function wordsOf(
  stage: Stage,
  isTakenUp: boolean,
  isForeign: boolean,
): { mark: string; kind: string; words: string } {
  switch (stage.is) {
    case 'looking':
      return { mark: '…', kind: 'quiet', words: 'looking into it' };
    case 'ready':
      return { mark: '○', kind: 'warn', words: 'not sent yet' };
    case 'refused':
      return { mark: '✕', kind: 'bad', words: stage.message };
    case 'beginning':
      return { mark: '…', kind: 'running', words: 'asking what is there' };
    case 'asking': {
      const { sizeBytes, modifiedAt } = stage.there;
      const when = new Date(modifiedAt).toLocaleString();
      return { mark: '?', kind: 'warn', words: `another one is there: ${bytes(sizeBytes)}, of ${when}` };
    }
    case 'sending':
      return { mark: '▶', kind: 'running', words: 'sending' };
    case 'waiting':
      return { mark: '◌', kind: 'warn', words: waitingWords(isForeign) };
    case 'paused':
      return { mark: '‖', kind: 'warn', words: 'paused' };
    case 'completing':
      return { mark: '▶', kind: 'running', words: 'putting the parts together' };
    case 'done':
      return { mark: '✓', kind: 'good', words: isTakenUp ? 'uploaded, and taken up' : 'uploaded' };
    case 'same':
      return { mark: '✓', kind: 'good', words: 'the same content is there already: nothing was sent' };
    case 'failed':
      return { mark: '✕', kind: 'bad', words: stage.message };
  }
}

/** A browser does not tell a line that is broken from a bucket that lets no page of this origin in. */
function waitingWords(isForeign: boolean): string {
  if (!navigator.onLine) return 'no network; going on once it is back';
  return isForeign
    ? `S3 does not answer, or lets no page of ${location.origin} in (dashboardOrigins in the profile); trying again`
    : 'S3 does not answer; trying again';
}
