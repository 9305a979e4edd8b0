import { useNow } from '../words/useNow.ts';
import type { Live } from './state.ts';

/** Whether what is shown is what is. */
export function Badge({ line, told }: Live) {
  const { kind, mark, words } = badgeOf({ line, told }, useNow(1_000));
  return (
    <p class={`badge ${kind}`} role="status">
      <span aria-hidden="true">{mark}</span> {words}
    </p>
  );
}

function badgeOf({ line, told }: Live, now: number) {
  if (line.is === 'live' && told?.trouble) return { kind: 'warn', mark: '▲', words: 'Stack away' };
  if (line.is === 'live') return { kind: 'good', mark: '●', words: 'Live' };
  if (line.is === 'connecting') return { kind: 'warn', mark: '◌', words: 'Connecting' };
  const seconds = Math.max(0, Math.ceil((line.retryAt - now) / 1_000));
  return { kind: 'bad', mark: '■', words: `Not connected, again in ${seconds} s` };
}

/** What is wrong and what to do about it; nothing where nothing is. */
export function Notice({ line, told }: Live) {
  if (line.is === 'live' && !told?.trouble) return null;
  if (line.is === 'connecting') return null;
  const since = told && ` What is shown is as of ${new Date(told.at).toLocaleTimeString()}.`;
  return (
    <p class="notice" role="alert">
      {line.is === 'live' ? told?.trouble : 'The dashboard does not answer: start it again with "npm start".'}
      {since}
    </p>
  );
}
