import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';

/** A source's pictures by its index, or by an index of some of them. */
export interface Pictures {
  movie: Pick<Movie, 'brand' | 'boxes'>;
  picture: { track: MovieTrack; samples: Samples };
  /** What of the source that index leaves out ahead of its own samples. @default nothing */
  ahead?: Ahead;
}

/** Samples of a source from its first one on, and in how many ticks of the track's clock all of them are decoded. */
export interface Ahead {
  samples: number;
  ticks: number;
}
