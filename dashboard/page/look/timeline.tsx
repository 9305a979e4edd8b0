import { useState } from 'preact/hooks';
import type { Sprite } from '../../wire/looks/look.ts';
import { clock } from './clock.ts';

interface TimelineProps {
  seconds: number;
  length: number;
  sprite: Sprite | undefined;
  seek(seconds: number): void;
}

/** Where they are, and where to go; what is there is seen before it is gone to, on the sheet of small pictures. */
export function Timeline({ seconds, length, sprite, seek }: TimelineProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [isFocused, setFocused] = useState(false);
  const shown = pointed ?? (isFocused ? seconds : null);
  const point = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    setPointed(Math.min(1, Math.max(0, (event.clientX - left) / width)) * length);
  };
  return (
    <div class="timeline">
      <input
        type="range"
        aria-label="Position"
        min={0}
        max={length || 1}
        step="any"
        value={seconds}
        disabled={length === 0}
        aria-valuetext={`${clock(seconds)} of ${clock(length)}`}
        onInput={event => seek(event.currentTarget.valueAsNumber)}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
        onPointerCancel={() => setPointed(null)}
        onFocus={event => setFocused(event.currentTarget.matches(':focus-visible'))}
        onBlur={() => setFocused(false)}
      />
      {shown !== null && length > 0 && (
        <div class="peek" aria-hidden="true" style={{ left: `${(100 * shown) / length}%` }}>
          {sprite && <div class="tile" style={tileOf(sprite, shown)} />}
          {clock(shown)}
        </div>
      )}
    </div>
  );
}

/** The tile that stands for a moment: they go row by row, each for the same time. */
function tileOf({ url, columns, tiles, everySeconds, tileWidth, tileHeight }: Sprite, seconds: number) {
  const tile = Math.min(tiles - 1, Math.max(0, Math.floor(seconds / everySeconds)));
  const [column, row] = [tile % columns, Math.floor(tile / columns)];
  return {
    ...{ width: `${tileWidth}px`, height: `${tileHeight}px`, backgroundImage: `url("${url}")` },
    backgroundPosition: `-${column * tileWidth}px -${row * tileHeight}px`,
  };
}
