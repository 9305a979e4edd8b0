import type { BoundedReader } from '../boundedReader.ts';
import { type Box, childrenOf, contentOf, FIRST_BOXES, find, number, walkBoxes } from '../mp4Boxes.ts';
import { type Crop, cropWithin } from './crop.ts';
import type { ToldTrack, TrackPart } from './toldTrack.ts';
import { multiply, type TurnMatrix, turnOf } from './turn.ts';

/** What a track refers to others for when it is an alpha, a depth map or a layer of theirs (ISO 14496-12, 14496-15). */
const AUXILIARY_REFERENCES = new Set(['auxl', 'vdep', 'vplx', 'cdsc', 'sbas', 'scal']);
const THUMBNAILS_OF = 'thmb';
/** What a film refers to its chapters' pictures and titles by. */
const CHAPTERS = 'chap';

/** Beside the film's own sound: DASH's roles (a `kind` box), Apple's characteristics (`tagc`). */
const COMMENTARY = /commentary|describes-video|(?:^|[^a-z])description\0|auxiliary-content/;
const MAX_USER_DATA_BYTES = 4096;

/** A sample entry of pictures: its size, then boxes of its own (ISO 14496-12, 12.1.3). */
const ENTRY_SIZE_AT = 24;
const ENTRY_BOXES_AT = 78;
const SOUND_BOXES_AT = 28;

/** Each track of an MP4 or MOV, in the file's order; null where the file has no movie (`moov`) in it. */
export async function readMp4Tracks(reader: BoundedReader, sizeBytes: number): Promise<ToldTrack[] | null> {
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
  const header = await contentOf(reader, await find(reader, trak, ['tkhd']), 96);
  const handler = (await contentOf(reader, await find(reader, trak, ['mdia', 'hdlr']), 12)).toString(
    'latin1',
    8,
    12,
  );
  const references = await readReferences(reader, await find(reader, trak, ['tref']));
  const userData = await contentOf(reader, await find(reader, trak, ['udta']), MAX_USER_DATA_BYTES);
  const kind = kindOf(handler);
  const entry = await readEntry(reader, await find(reader, trak, ['mdia', 'minf', 'stbl', 'stsd']), kind);
  // Version 1 has times of 64 bits.
  const isLong = header[0] === 1;
  const enabled = header.length === 0 || (number(header, 0) & 1) === 1;
  const track: ToldTrack = {
    id: number(header, isLong ? 20 : 12),
    kind,
    codecId: entry.codecId,
    enabled,
    isDefault: enabled,
    part: partOf(handler, references, userData, entry.isAuxiliary),
    turn: turnOf(multiply(matrixAt(header, isLong ? 52 : 40), movie)),
    crop: entry.crop,
    pixelAspect: null,
    alpha: false,
    decoder: entry.decoder,
  };
  return { track, references };
}

function kindOf(handler: string): ToldTrack['kind'] {
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

/** The first entry of `stsd`, which says what the samples are. */
async function readEntry(reader: BoundedReader, stsd: Box | undefined, kind: ToldTrack['kind']) {
  const [entry] = stsd ? await childrenOf(reader, { ...stsd, start: stsd.start + 8 }) : [];
  const nothing = { codecId: entry?.type ?? '', crop: null, isAuxiliary: false, decoder: null };
  if (entry?.type === 'fpcm') return { ...nothing, decoder: await floatDecoder(reader, entry) };
  if (!entry || kind !== 'video') return nothing;
  const content = await contentOf(reader, entry, ENTRY_BOXES_AT);
  if (content.length < ENTRY_BOXES_AT) return nothing;
  const coded = {
    width: content.readUInt16BE(ENTRY_SIZE_AT),
    height: content.readUInt16BE(ENTRY_SIZE_AT + 2),
  };
  const boxes = await childrenOf(reader, { ...entry, start: entry.start + ENTRY_BOXES_AT });
  const aperture = await contentOf(
    reader,
    boxes.find(({ type }) => type === 'clap'),
    32,
  );
  return {
    ...nothing,
    crop: cleanAperture(aperture, coded),
    isAuxiliary: boxes.some(({ type }) => type === 'auxi'),
  };
}

/** `fpcm` samples (ISO 23003-5), whose size and order of bytes stand in a `pcmC` box; ffmpeg 5 does not know them. */
async function floatDecoder(reader: BoundedReader, entry: Box): Promise<string | null> {
  const boxes = await childrenOf(reader, { ...entry, start: entry.start + SOUND_BOXES_AT });
  const config = await contentOf(
    reader,
    boxes.find(({ type }) => type === 'pcmC'),
    6,
  );
  if (config.length < 6) return null;
  return `pcm_f${config[5]}${(config[4] ?? 0) & 1 ? 'le' : 'be'}`;
}

/** `clap`: the size to be seen and how far its centre lies off the picture's, all as fractions. */
function cleanAperture(box: Buffer, coded: { width: number; height: number }): Crop | null {
  if (box.length < 32) return null;
  const fraction = (at: number) => box.readInt32BE(at) / box.readInt32BE(at + 4);
  const [width, height] = [Math.round(fraction(0)), Math.round(fraction(8))];
  const left = Math.round((coded.width - width) / 2 + fraction(16));
  const top = Math.round((coded.height - height) / 2 + fraction(24));
  return cropWithin({ left, top, width, height }, coded);
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
