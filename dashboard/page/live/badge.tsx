import { useNow } from '../words/useNow.ts';
import type { Live } from './state.ts';

/** Whether what is shown is what is. */
export function Badge({ line, told }: Live) {
  const { kind, mark, words, seconds } = badgeOf({ line, told }, useNow(1_000));
  return (
    <p class={`badge ${kind}`} role="status">
      <span aria-hidden="true">{mark}</span> {words}
      {/* Who hears the page would hear each second of it. */}
      {seconds !== undefined && <span aria-hidden="true">, again in {seconds} s</span>}
    </p>
  );
}

function badgeOf(
  { line, told }: Live,
  now: number,
): { kind: string; mark: string; words: string; seconds?: number } {
  if (line.is === 'live' && told?.trouble) return { kind: 'warn', mark: '▲', words: 'Stack away' };
  if (line.is === 'live') return { kind: 'good', mark: '●', words: 'Live' };
  if (line.is === 'connecting') return { kind: 'warn', mark: '◌', words: 'Connecting' };
  const seconds = Math.max(0, Math.ceil((line.retryAt - now) / 1_000));
  return { kind: 'bad', mark: '■', words: 'Not connected', seconds };
}

/** What is wrong and what to do about it; nothing where nothing is. */
export function Notice({ line, told }: Live) {
  if (line.is === 'live' && !told?.trouble) return null;
  // The first time; after a break it is not yet over.
  if (line.is === 'connecting' && !told) return null;
  const since = told && ` What is shown is as of ${new Date(told.at).toLocaleTimeString()}.`;
  return (
    <p class="notice" role="alert">
      {line.is === 'live' ? told?.trouble : 'The dashboard does not answer: start it again with "npm start".'}
      {since}
    </p>
  );
}
