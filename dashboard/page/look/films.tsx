import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Film } from '../../wire/looks/film.ts';
import type { Look } from '../../wire/looks/look.ts';
import { setFields } from '../address/address.ts';
import { Bar } from './bar.tsx';
import { Player } from './player.tsx';
import { Stills } from './stills.tsx';
import { type Stand, Together } from './together.ts';
import { useKeys } from './useKeys.ts';

/** Where nothing tells it. */
const USUAL_FPS = 25;

/** So far the arrow keys go, and J and L, seconds. */
const STEP_SECONDS = 5;
const LEAP_SECONDS = 10;

interface FilmsProps {
  look: Look;
  /** Of which no player is there. */
  hidden: string[];
  renew(): void;
}

/** All players with the one bar that drives them, the stills, and which are shown. */
export function Films({ look, hidden, renew }: FilmsProps) {
  const { source, renditions, stills, sprite, fromSeconds, expiresAt } = look;
  const films = [...(source ? [source] : []), ...renditions];
  const shown = films.filter(({ name }) => !hidden.includes(name));
  const [stand, setStand] = useState<Stand>({ seconds: 0, length: 0, isPlaying: false, isWaiting: false });
  const [heard, setHeard] = useState<string | null>(null);
  const [rate, setRate] = useState(1);
  const together = useMemo(() => new Together(setStand), []);
  useEffect(() => () => together.close(), [together]);
  const renewEnded = () => {
    if (Date.now() > Date.parse(expiresAt)) renew();
  };
  const toggle = () => {
    if (!together.isPlaying) renewEnded();
    if (together.isPlaying) together.pause();
    else together.play();
  };
  const step = (by: 1 | -1) => together.step(by, fpsOf(shown));
  const seek = (seconds: number) => together.seek(seconds);
  const speed = (next: number) => {
    setRate(next);
    together.setRate(next);
  };
  useKeys(keysOf({ together, toggle, step }));
  if (films.length === 0) return <Stills {...{ stills, seek }} fail={renewEnded} />;
  return (
    <>
      <Choice films={films} hidden={hidden} />
      <div class="films">
        {shown.map(film => (
          <Player
            key={film.name}
            film={film}
            together={together}
            aheadSeconds={film.name === 'source' ? fromSeconds : 0}
            isHeard={heard === film.name}
            hear={() => setHeard(heard === film.name ? null : film.name)}
            renew={renew}
          />
        ))}
      </div>
      <Bar {...{ stand, rate, sprite, toggle, step, seek }} setRate={speed} />
      <p class="quiet keys">
        Keys: space plays and pauses, ← and → go {STEP_SECONDS} s, J and L {LEAP_SECONDS} s, comma and full
        stop one picture, 0 to 9 a tenth of the length.
      </p>
      <Stills {...{ stills, seek }} fail={renewEnded} />
    </>
  );
}

function Choice({ films, hidden }: { films: Film[]; hidden: string[] }) {
  const toggle = (name: string) => {
    const next = hidden.includes(name) ? hidden.filter(one => one !== name) : [...hidden, name];
    setFields({ without: next.join(',') });
  };
  return (
    <fieldset class="choice">
      <legend class="unseen">Which are shown</legend>
      {films.map(({ name }) => (
        <label key={name}>
          <input type="checkbox" checked={!hidden.includes(name)} onChange={() => toggle(name)} /> {name}
        </label>
      ))}
    </fieldset>
  );
}

/** By the steps of a rendition: a source may have none, or others at each second. */
function fpsOf(films: Film[]): number {
  const told = films.filter(({ name }) => name !== 'source').concat(films);
  return told.find(({ fps }) => fps !== undefined)?.fps ?? USUAL_FPS;
}

interface Driven {
  together: Together;
  toggle(): void;
  step(by: 1 | -1): void;
}

function keysOf({ together, toggle, step }: Driven) {
  const go = (by: number) => () => together.seek(together.seconds + by);
  const tenths = Array.from({ length: 10 }, (_, tenth): [string, () => void] => [
    String(tenth),
    () => together.seek((together.length * tenth) / 10),
  ]);
  return {
    ...{ ' ': toggle, k: toggle, ',': () => step(-1), '.': () => step(1) },
    ...{ ArrowLeft: go(-STEP_SECONDS), ArrowRight: go(STEP_SECONDS) },
    ...{ j: go(-LEAP_SECONDS), l: go(LEAP_SECONDS) },
    ...Object.fromEntries(tenths),
  };
}
