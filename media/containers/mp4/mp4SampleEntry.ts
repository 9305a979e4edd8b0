import type { BoundedReader } from '../bytes/boundedReader.ts';
import type { ContainerTrack, FloatSamples } from '../containerTrack.ts';
import { type Crop, cropWithin } from '../crop.ts';
import { type Box, childrenOf, contentOf, number } from './mp4Boxes.ts';

/** What a track's samples are, as far as their description tells. */
export interface SampleEntry
  extends Pick<ContainerTrack, 'codecId' | 'crop' | 'pixelAspect' | 'floatSamples' | 'encrypted'> {
  /** An alpha or a depth map (`auxi`). */
  isAuxiliary: boolean;
}

/** A sample entry of pictures: its size, then boxes of its own (ISO 14496-12, 12.1.3). */
const ENTRY_SIZE_AT = 24;
const ENTRY_BOXES_AT = 78;
const SOUND_BOXES_AT = 28;

/** Samples under Common Encryption (ISO 14496-12, 8.12) and under Apple's FairPlay. */
const ENCRYPTED = new Set(['encv', 'enca', 'drmi', 'drms']);

/** The first entry of `stsd`, which says what the samples are. */
export async function readSampleEntry(
  reader: BoundedReader,
  stsd: Box | undefined,
  kind: ContainerTrack['kind'],
): Promise<SampleEntry> {
  const entries = stsd ? await childrenOf(reader, { ...stsd, start: stsd.start + 8 }) : [];
  const [entry] = entries;
  const nothing = {
    codecId: entry?.type ?? '',
    crop: null,
    isAuxiliary: false,
    floatSamples: null,
    pixelAspect: null,
    // Streams have a clear start at times, so that the first entry is of what can be read.
    encrypted: entries.some(({ type }) => ENCRYPTED.has(type)),
  };
  if (entry?.type === 'fpcm') return { ...nothing, floatSamples: await readFloatSamples(reader, entry) };
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
  const crop = cleanAperture(aperture, coded);
  const spacing = await contentOf(
    reader,
    boxes.find(({ type }) => type === 'pasp'),
    8,
  );
  return {
    ...nothing,
    crop,
    // A track's own size is that of what is cropped, and says nothing of single pixels.
    pixelAspect: crop && pixelAspectOf(spacing),
    isAuxiliary: boxes.some(({ type }) => type === 'auxi'),
  };
}

/** `fpcm` samples (ISO 23003-5), whose size and order of bytes stand in a `pcmC` box; ffmpeg 5 does not know them. */
async function readFloatSamples(reader: BoundedReader, entry: Box): Promise<FloatSamples | null> {
  const boxes = await childrenOf(reader, { ...entry, start: entry.start + SOUND_BOXES_AT });
  const config = await contentOf(
    reader,
    boxes.find(({ type }) => type === 'pcmC'),
    6,
  );
  if (config.length < 6) return null;
  return { bits: config[5] ?? 0, littleEndian: ((config[4] ?? 0) & 1) === 1 };
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

/** `pasp`; square without. */
function pixelAspectOf(box: Buffer): number {
  const [across, down] = [number(box, 0), number(box, 4)];
  return across > 0 && down > 0 ? across / down : 1;
}
