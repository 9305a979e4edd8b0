import type { BoundedReader } from '../bytes/boundedReader.ts';
import type { ContainerTrack, TrackPart } from '../containerTrack.ts';
import { multiply, type TurnMatrix, turnOf } from '../turn.ts';
import { type Box, childrenOf, contentOf, FIRST_BOXES, find, number, walkBoxes } from './mp4Boxes.ts';
import { readSampleEntry } from './mp4SampleEntry.ts';
import { readTrackHead } from './trackHead.ts';

/** What a track refers to others for when it is an alpha, a depth map or a layer of theirs (ISO 14496-12, 14496-15). */
const AUXILIARY_REFERENCES = new Set(['auxl', 'vdep', 'vplx', 'cdsc', 'sbas', 'scal']);
const THUMBNAILS_OF = 'thmb';
/** What a film refers to its chapters' pictures and titles by. */
const CHAPTERS = 'chap';

/** Beside the film's own sound: DASH's roles (a `kind` box), Apple's characteristics (`tagc`). */
const COMMENTARY = /commentary|describes-video|(?:^|[^a-z])description\0|auxiliary-content/;
const MAX_USER_DATA_BYTES = 4096;

/** Each track of an MP4 or MOV, in the file's order; null where the file has no movie (`moov`) in it. */
export async function readMp4Tracks(
  reader: BoundedReader,
  sizeBytes: number,
): Promise<ContainerTrack[] | null> {
  const moov = await findMovie(reader, sizeBytes);
  if (!moov) return null;
  const parts = await childrenOf(reader, moov);
  const movie = movieMatrix(
    await contentOf(
      reader,
      parts.find(({ type }) => type === 'mvhd'),
      84,
    ),
  );
  const tracks = [];
  for (const trak of parts.filter(({ type }) => type === 'trak'))
    tracks.push(await readTrack(reader, trak, movie));
  const chapters = new Set(tracks.flatMap(({ references }) => references.get(CHAPTERS) ?? []));
  return tracks.map(({ track }) => (chapters.has(track.id) ? { ...track, part: 'picture' as const } : track));
}

async function findMovie(reader: BoundedReader, sizeBytes: number): Promise<Box | null> {
  let isFirst = true;
  for await (const box of walkBoxes(reader, 0, sizeBytes)) {
    if (isFirst && !FIRST_BOXES.has(box.type)) return null;
    isFirst = false;
    if (box.type === 'moov') return { ...box, end: Math.min(box.end, sizeBytes) };
    if (box.type === 'moof') return null;
  }
  return null;
}

async function readTrack(reader: BoundedReader, trak: Box, movie: TurnMatrix) {
  const { id, handler, header } = await readTrackHead(reader, trak);
  const references = await readReferences(reader, await find(reader, trak, ['tref']));
  const userData = await contentOf(reader, await find(reader, trak, ['udta']), MAX_USER_DATA_BYTES);
  const kind = kindOf(handler);
  const entry = await readSampleEntry(
    reader,
    await find(reader, trak, ['mdia', 'minf', 'stbl', 'stsd']),
    kind,
  );
  const enabled = header.length === 0 || (number(header, 0) & 1) === 1;
  const track: ContainerTrack = {
    id,
    kind,
    codecId: entry.codecId,
    enabled,
    isDefault: enabled,
    part: partOf(handler, references, userData, entry.isAuxiliary),
    turn: turnOf(multiply(matrixAt(header, header[0] === 1 ? 52 : 40), movie)),
    crop: entry.crop,
    pixelAspect: entry.pixelAspect,
    alpha: false,
    floatSamples: entry.floatSamples,
    encrypted: entry.encrypted,
  };
  return { track, references };
}

function kindOf(handler: string): ContainerTrack['kind'] {
  if (handler === 'vide' || handler === 'auxv') return 'video';
  return handler === 'soun' ? 'audio' : 'other';
}

function partOf(
  handler: string,
  references: Map<string, number[]>,
  userData: Buffer,
  isAuxiliary: boolean,
): TrackPart {
  if (handler === 'soun') return COMMENTARY.test(userData.toString('latin1')) ? 'commentary' : 'film';
  if (references.has(THUMBNAILS_OF)) return 'picture';
  const isLayer = [...references.keys()].some(type => AUXILIARY_REFERENCES.has(type));
  return isLayer || isAuxiliary || handler === 'auxv' ? 'auxiliary' : 'film';
}

/** `tref`: track ids by the kind of reference. */
async function readReferences(reader: BoundedReader, tref: Box | undefined): Promise<Map<string, number[]>> {
  const references = new Map<string, number[]>();
  for (const box of tref ? await childrenOf(reader, tref) : []) {
    const ids = await contentOf(reader, box, 256);
    references.set(
      box.type,
      Array.from({ length: Math.floor(ids.length / 4) }, (_, index) => number(ids, index * 4)),
    );
  }
  return references;
}

function movieMatrix(header: Buffer): TurnMatrix {
  return matrixAt(header, header[0] === 1 ? 48 : 36);
}

/** Of its nine numbers (a b u, c d v, x y w) the four that turn; a box that is cut short turns nothing. */
function matrixAt(box: Buffer, at: number): TurnMatrix {
  if (box.length < at + 20) return { a: 1, b: 0, c: 0, d: 1 };
  const value = (index: number) => box.readInt32BE(at + index * 4) / 0x10000;
  return { a: value(0), b: value(1), c: value(3), d: value(4) };
}
