import { useEffect, useRef, useState } from 'preact/hooks';
import type { Film } from '../../wire/looks/film.ts';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';
import { filmFacts } from './filmFacts.ts';
import type { Together } from './together.ts';

interface PlayerProps {
  film: Film;
  together: Together;
  aheadSeconds: number;
  isHeard: boolean;
  hear(): void;
  /** Asks for new links: that which it had does not work. */
  renew(): void;
}

/** `MediaError.code` of a file that is no film the browser knows; a link that has ended looks the same. */
const NETWORK = 2;

/** One video among those that play together, with what is known of it. */
export function Player({ film, together, aheadSeconds, isHeard, hear, renew }: PlayerProps) {
  const { name, url, downloadUrl } = film;
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<{ url: string; why: string } | null>(null);
  useEffect(() => {
    if (video.current) return together.join(name, { video: video.current, aheadSeconds });
  }, [together, name, aheadSeconds]);
  const fail = () => {
    setFailed({ url, why: whyNot(film, video.current?.error?.code) });
    renew();
  };
  const look = () => {
    // Sound that plays without a picture is no video that a browser can show.
    if (video.current?.videoWidth === 0) setFailed({ url, why: whyNot(film) });
  };
  const why = failed?.url === url ? failed.why : null;
  return (
    <figure class="card film">
      <figcaption>
        <b>{name}</b>
        <button type="button" aria-pressed={isHeard} onClick={hear}>
          {isHeard ? 'Sound on' : 'Muted'}
          <span class="unseen">: {name}</span>
        </button>
        <a href={downloadUrl} download aria-label={`Download ${name}`}>
          Download
        </a>
      </figcaption>
      <div class="screen">
        <video
          ref={video}
          src={url}
          muted={!isHeard}
          playsInline
          preload="auto"
          aria-label={`Video of ${seen(name)}`}
          onError={fail}
          onLoadedMetadata={look}
        />
        {why && (
          <p class="cannot" role="status">
            {why}
          </p>
        )}
      </div>
      <dl class="film-facts">
        {filmFacts(film).map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>
              <Foreign text={value} />
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

function whyNot({ name, codec, container }: Film, code?: number): string {
  if (code === NETWORK) return 'Loading broke off: press play to try again.';
  const what = [codec, container].filter(Boolean).join(' in ');
  const rest = name === 'source' ? 'the renditions play' : 'what else is here plays';
  return `This browser cannot play ${what || 'this file'}. Download it to see it in a player; ${rest}.`;
}
