import type { Sprite } from '../../wire/looks/look.ts';
import { clock } from './clock.ts';
import { Timeline } from './timeline.tsx';
import type { Stand } from './together.ts';

const RATES = [0.25, 0.5, 1, 1.5, 2];

interface BarProps {
  stand: Stand;
  rate: number;
  sprite: Sprite | undefined;
  toggle(): void;
  step(by: 1 | -1): void;
  seek(seconds: number): void;
  setRate(rate: number): void;
}

/** The one bar that drives all players. */
export function Bar({ stand, rate, sprite, toggle, step, seek, setRate }: BarProps) {
  const { seconds, length, isPlaying, isWaiting } = stand;
  return (
    <fieldset class="bar" disabled={length === 0}>
      <legend class="unseen">All players</legend>
      <button type="button" class="play" onClick={toggle} aria-keyshortcuts="Space K">
        <span aria-hidden="true">{isPlaying ? '⏸' : '▶'}</span> {isPlaying ? 'Pause' : 'Play'}
      </button>
      <button type="button" onClick={() => step(-1)} aria-keyshortcuts=",">
        −1<span class="unseen"> picture</span>
      </button>
      <button type="button" onClick={() => step(1)} aria-keyshortcuts=".">
        +1<span class="unseen"> picture</span>
      </button>
      <Timeline seconds={seconds} length={length} sprite={sprite} seek={seek} />
      <output class="clock">
        {clock(seconds)} / {clock(length)}
        {isWaiting && ' loading'}
      </output>
      <label>
        <span class="unseen">Speed</span>
        <select value={rate} onChange={event => setRate(Number(event.currentTarget.value))}>
          {RATES.map(one => (
            <option key={one} value={one}>
              {one}x
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
