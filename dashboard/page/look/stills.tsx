import type { Thumbnail } from '../../wire/looks/thumbnails.ts';
import { clock } from './clock.ts';

interface StillsProps {
  stills: Thumbnail[];
  seek(seconds: number): void;
  /** One of them does not load. */
  fail(): void;
}

/** The pictures that were taken of it; pressing one goes there. */
export function Stills({ stills, seek, fail }: StillsProps) {
  if (stills.length === 0) return null;
  return (
    <>
      <h2>Stills</h2>
      <ul class="stills">
        {stills.map(({ seconds, percent, width, height, url }) => (
          <li key={url}>
            <button type="button" onClick={() => seek(seconds)}>
              <img {...{ src: url, width, height }} alt="" loading="lazy" onError={fail} />
              {clock(seconds)} <small>({percent} %)</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
