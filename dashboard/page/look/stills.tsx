import type { Thumbnail } from '../../wire/looks/thumbnails.ts';
import { clock } from './clock.ts';

/** The pictures that were taken of it; pressing one goes there. */
export function Stills({ stills, seek }: { stills: Thumbnail[]; seek(seconds: number): void }) {
  if (stills.length === 0) return null;
  return (
    <>
      <h2>Stills</h2>
      <ul class="stills">
        {stills.map(({ seconds, percent, width, height, url }) => (
          <li key={url}>
            <button type="button" onClick={() => seek(seconds)}>
              <img src={url} width={width} height={height} alt="" loading="lazy" />
              {clock(seconds)} <small>({percent} %)</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
