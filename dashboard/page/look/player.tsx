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
  const { name, url, downloadUrl, durationSeconds } = film;
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<{ url: string; why: string } | null>(null);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!video.current) return;
    return together.join(name, { video: video.current, aheadSeconds, durationSeconds, late: setLate });
  }, [together, name, aheadSeconds, durationSeconds]);
  const fail = () => {
    const code = video.current?.error?.code;
    setFailed({ url, why: whyNot(film, code) });
    renew();
    // A browser tells what is not there and what it cannot play alike.
    if (code !== NETWORK) isGone(url).then(gone => gone && setFailed({ url, why: GONE }));
  };
  const look = () => {
    // Sound that plays without a picture is no video that a browser can show.
    if (video.current?.videoWidth === 0) setFailed({ url, why: whyNot(film) });
  };
  const why = failed?.url === url ? failed.why : isLate ? LATE : null;
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

const LATE = 'It does not load: the others play on without it, and it joins them once it does.';

const GONE = 'It is not there any more: somebody has deleted it since it was made.';

async function isGone(url: string): Promise<boolean> {
  const answer = await fetch(url, { headers: { range: 'bytes=0-0' } }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 404;
}

function whyNot({ name, codec, container }: Film, code?: number): string {
  if (code === NETWORK) return 'Loading broke off: press play to try again.';
  const what = [codec, container].filter(Boolean).join(' in ');
  const rest = name === 'source' ? 'the renditions play' : 'what else is here plays';
  return `This browser cannot play ${what || 'this file'}. Download it to see it in a player; ${rest}.`;
}
