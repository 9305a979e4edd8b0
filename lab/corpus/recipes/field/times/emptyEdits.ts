import type { Movie } from '../../../editors/movie.ts';

/** Empty edits ahead of what is shown. */
export function late(movie: Movie, seconds: number, kinds: readonly ('vide' | 'soun')[]): void {
  for (const kind of kinds) {
    for (const track of movie.tracks(kind)) {
      track.edits = [
        { seconds, from: null },
        { seconds: 4, from: kind === 'soun' ? 1024 / 48_000 : 0 },
      ];
      track.seconds = 4 + seconds;
    }
  }
  movie.seconds = 4 + seconds;
}
