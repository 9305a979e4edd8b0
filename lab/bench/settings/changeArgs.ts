/** Changes what ffmpeg is told of a rendition. */
export type Change = (args: string[]) => string[];

/** More for the decoder and the demuxer. @throws {Error} where the command has no input. */
export function ahead(...more: string[]): Change {
  return args => args.toSpliced(placeOf('-i', args), 0, ...more);
}

/** More for the encoder, which wins over what the plan says. @throws {Error} where the command makes no MP4. */
export function encoder(...more: string[]): Change {
  return args => args.toSpliced(placeOf('-movflags', args), 0, ...more);
}

/** Another chain of filters. @throws {Error} where the command has none. */
export function filters(change: (chain: string) => string): Change {
  return args => {
    const place = placeOf('-vf', args) + 1;
    return args.with(place, change(args[place] ?? ''));
  };
}

/** One change after the other. */
export function both(...changes: Change[]): Change {
  return args => changes.reduce((changed, change) => change(changed), args);
}

function placeOf(word: string, args: string[]): number {
  const place = args.indexOf(word);
  if (place === -1) throw new Error(`The command has no ${word}.`);
  return place;
}
