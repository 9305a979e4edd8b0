import { type Box, boxAt, bytesAt, childrenOf, dumpBoxes, parseBoxes } from './boxes.ts';

/** An entry of an edit list, seconds; `from` in the media, null where nothing is shown. */
export interface Edit {
  seconds: number;
  from: number | null;
}

/** A movie header that is being edited. Files whose header comes last only: their data must not move. */
export class Movie {
  readonly boxes: Box[];

  constructor(boxes: Box[]) {
    this.boxes = boxes;
  }

  /** The header's clock, ticks a second. */
  get clock(): number {
    return bytesAt(this.boxes, 'mvhd').readUInt32BE(12);
  }

  tracks(kind: 'vide' | 'soun'): Track[] {
    return this.boxes
      .filter(({ type }) => type === 'trak')
      .map(box => new Track(childrenOf(box), this))
      .filter(track => track.kind === kind);
  }

  /** @throws {Error} where there is none. */
  track(kind: 'vide' | 'soun', index = 0): Track {
    const track = this.tracks(kind)[index];
    if (!track) throw new Error(`There is no track ${kind} ${index}.`);
    return track;
  }

  /** The length that `mvhd` claims. */
  set seconds(value: number) {
    bytesAt(this.boxes, 'mvhd').writeUInt32BE(Math.round(value * this.clock), 16);
  }

  set matrix(values: readonly number[]) {
    writeMatrix(bytesAt(this.boxes, 'mvhd'), 36, values);
  }
}

export class Track {
  readonly boxes: Box[];
  readonly #movie: Movie;

  constructor(boxes: Box[], movie: Movie) {
    this.boxes = boxes;
    this.#movie = movie;
  }

  get kind(): string {
    return bytesAt(this.boxes, 'mdia/hdlr').toString('latin1', 8, 12);
  }

  /** The track's clock, ticks a second. */
  get clock(): number {
    return bytesAt(this.boxes, 'mdia/mdhd').readUInt32BE(12);
  }

  get description(): Buffer {
    return bytesAt(this.boxes, 'mdia/minf/stbl/stsd');
  }

  set description(bytes: Buffer) {
    boxAt(this.boxes, 'mdia/minf/stbl/stsd').body = bytes;
  }

  /** `tkhd`'s flags: 1 is enabled, 2 in the movie, 4 in its preview. */
  set flags(value: number) {
    bytesAt(this.boxes, 'tkhd').writeUInt8(value, 3);
  }

  /** Tracks of one group stand for each other; 0 for none. */
  set alternateGroup(value: number) {
    bytesAt(this.boxes, 'tkhd').writeUInt16BE(value, 34);
  }

  /** The length that `tkhd` claims. */
  set seconds(value: number) {
    bytesAt(this.boxes, 'tkhd').writeUInt32BE(Math.round(value * this.#movie.clock), 20);
  }

  set matrix(values: readonly number[]) {
    writeMatrix(bytesAt(this.boxes, 'tkhd'), 40, values);
  }

  /** In pixels; `tkhd` has them as 16.16. */
  set displaySize({ width, height }: { width: number; height: number }) {
    const header = bytesAt(this.boxes, 'tkhd');
    header.writeUInt32BE(Math.round(width * 0x10000), 76);
    header.writeUInt32BE(Math.round(height * 0x10000), 80);
  }

  /** Puts a list in place of the track's own; the headers' lengths are left as they are. */
  set edits(edits: Edit[]) {
    const list = Buffer.alloc(8 + 12 * edits.length);
    list.writeUInt32BE(edits.length, 4);
    edits.forEach(({ seconds, from }, index) => {
      const at = 8 + 12 * index;
      list.writeUInt32BE(Math.round(seconds * this.#movie.clock), at);
      list.writeInt32BE(from === null ? -1 : Math.round(from * this.clock), at + 4);
      list.writeUInt16BE(1, at + 8);
    });
    this.removeEdits();
    this.boxes.splice(1, 0, { type: 'edts', body: [{ type: 'elst', body: list }] });
  }

  removeEdits(): void {
    const at = this.boxes.findIndex(({ type }) => type === 'edts');
    if (at >= 0) this.boxes.splice(at, 1);
  }

  /** Shows the last sample `seconds` longer: in the table of times, and in the media's header. */
  holdLast(seconds: number): void {
    const ticks = Math.round(seconds * this.clock);
    const times = bytesAt(this.boxes, 'mdia/minf/stbl/stts');
    const count = times.readUInt32BE(times.length - 8);
    const delta = times.readUInt32BE(times.length - 4);
    const last = Buffer.alloc(16);
    [count - 1, delta, 1, delta + ticks].forEach((value, index) => void last.writeUInt32BE(value, 4 * index));
    const table = Buffer.concat([times.subarray(0, -8), count > 1 ? last : last.subarray(8)]);
    table.writeUInt32BE((table.length - 8) / 8, 4);
    boxAt(this.boxes, 'mdia/minf/stbl/stts').body = table;
    const header = bytesAt(this.boxes, 'mdia/mdhd');
    header.writeUInt32BE(header.readUInt32BE(16) + ticks, 16);
  }
}

/** Changes a copy of a file's header. @throws {Error} where the header does not come last. */
export function editMovie(bytes: Buffer, edit: (movie: Movie) => void): Buffer {
  const boxes = parseBoxes(Buffer.from(bytes));
  const movie = boxes.at(-1);
  if (movie?.type !== 'moov') throw new Error('The header does not come last.');
  edit(new Movie(childrenOf(movie)));
  return dumpBoxes(boxes);
}

/** Whole numbers of a 3x3 matrix whose last column is 2.30 and the rest 16.16. */
function writeMatrix(bytes: Buffer, at: number, values: readonly number[]): void {
  values.forEach((value, index) => {
    bytes.writeInt32BE(value * (index % 3 === 2 ? 0x4000_0000 : 0x10000), at + 4 * index);
  });
}
