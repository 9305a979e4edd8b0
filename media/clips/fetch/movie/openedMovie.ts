import type { Movie, MovieTrack } from '../../../movie/readMovie.ts';
import type { Samples } from '../../../movie/samples.ts';
import type { Starts } from '../../ownZero.ts';
import type { TrackClock } from './trackClock.ts';

/** What a part can be cut out of: a source's index, or what there is of it around the part. */
export interface OpenedMovie {
  movie: Movie;
  picture: OpenedTrack & { samples: Samples };
  /** None, one, or two that are left and right; null where their samples stand in the track's own tables. */
  sounds: (OpenedTrack & { samples: Samples | null })[];
  /** When the source's first picture and its first sound is, seconds by its container. */
  starts: Starts;
}

export interface OpenedTrack {
  track: MovieTrack;
  clock: TrackClock;
}

/** When each track's first is: the pictures', and of sounds the earliest. */
export function startsOf([picture, ...sounds]: OpenedTrack[]): Starts {
  const secondsOf = ({ track, clock }: OpenedTrack) => clock.startTicks / track.timescale;
  return {
    picture: picture ? secondsOf(picture) : 0,
    sound: sounds.length > 0 ? Math.min(...sounds.map(secondsOf)) : null,
  };
}
