import { createHash } from 'node:crypto';
import { LIKE_BASE } from '../../clips/controls.ts';
import { COPY, colour, X264 } from '../../clips/words.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

export const broken: CorpusFile[] = [
  { file: 'empty.mp4', verdict: 'refuse:empty', says: '0 bytes', bytes: () => Buffer.alloc(0) },
  { file: 'one-byte.mp4', verdict: 'refuse:unreadable', says: '1 byte', bytes: () => Buffer.alloc(1) },
  { file: 'random.mp4', verdict: 'refuse:unreadable', says: 'noise', bytes: () => noise(65_536) },
  { file: 'zeros.mp4', verdict: 'refuse:unreadable', says: 'zeros', bytes: () => Buffer.alloc(65_536) },
  {
    file: 'truncated-no-moov.mp4',
    verdict: 'refuse:unreadable',
    says: 'the index is missing: the upload is incomplete',
    bytes: read => read('base.mp4').subarray(0, read('base.mp4').length / 2),
  },
  {
    file: 'truncated-moov.mp4',
    verdict: 'refuse:unreadable',
    says: 'half an index',
    bytes: read => halfIndex(read('base.mp4')),
  },
  {
    file: 'truncated-mdat.mp4',
    verdict: 'refuse:truncated',
    says: '(our rule) index first, 40 % of the data missing: ffmpeg alone exits 0 on it',
    bytes: read => read('moov-first.mp4').subarray(0, read('moov-first.mp4').length * 0.6),
  },
  {
    file: 'fragments-listed.mp4',
    verdict: 'accept',
    says: 'as base.mp4, in fragments that are listed ahead of them',
    out: LIKE_BASE,
    ffmpeg: `${COPY} -movflags frag_keyframe+empty_moov+default_base_moof+global_sidx`,
  },
  {
    file: 'truncated-fragments.mp4',
    verdict: 'refuse:truncated',
    says: '(our rule) the list of fragments is whole, the fragments are not',
    bytes: read => read('fragments-listed.mp4').subarray(0, read('fragments-listed.mp4').length * 0.6),
  },
  {
    file: 'ftyp-only.mp4',
    verdict: 'refuse:unreadable',
    says: '32 bytes',
    bytes: read => read('base.mp4').subarray(0, 32),
  },
  {
    file: 'trailing-zip.mp4',
    verdict: 'accept',
    says: 'what hangs on behind does not reach the output',
    out: LIKE_BASE,
    bytes: read => Buffer.concat([read('base.mp4'), Buffer.from(`PK\x03\x04${'A'.repeat(5000)}`, 'latin1')]),
  },
  {
    file: 'leading-junk.mp4',
    verdict: 'refuse:unreadable',
    says: '(our rule) 4 KiB of junk first: a file must begin as what it is',
    bytes: read => Buffer.concat([Buffer.from('GARBAGE!'.repeat(512)), read('base.mp4')]),
  },
  {
    file: 'lying-duration.mp4',
    verdict: 'refuse:too-long',
    says: '(our rule) 136 years in the header, 8.5 hours in the table of frames: the table counts',
    bytes: read => withLengths(read('base.mp4'), 1),
  },
  {
    file: 'lying-header.mp4',
    verdict: 'accept',
    says: '49 days in the header, 2 s in the table of frames: the table counts',
    out: { ...LIKE_BASE },
    bytes: read => withLengths(read('base.mp4'), null),
  },
  {
    file: 'lying-stsz-count.mp4',
    verdict: 'refuse:unreadable',
    says: '268 million frames claimed: bounded memory',
    bytes: read => patched(read('base.mp4'), [['stsz', 8, [0x0fff_ffff]]]),
  },
  {
    file: 'lying-dims.mp4',
    verdict: 'accept',
    says: 'the header says 65535x65535, the stream 320x240',
    out: LIKE_BASE,
    bytes: read => patched(read('base.mp4'), [['avc1', 24, [0xffff_ffff]]]),
  },
  {
    file: 'broken-sps.mp4',
    verdict: 'refuse:corrupt',
    // ffmpeg 5 and 6 give up where most frames fail, 7.0 only where all do, and the last few are enough for images.
    images: ['refuse:corrupt', 'accept'],
    says: 'hardly a frame can be decoded',
    bytes: read => brokenParameters(read('base.mp4')),
  },
  {
    file: 'corrupt-light.mp4',
    verdict: 'refuse:corrupt',
    images: ['accept'],
    says: '(our rule) damaged pictures are concealed, but a fifth of these is lost for good; images need only a few',
    ffmpeg: `${COPY} -bsf:v noise=amount=200`,
  },
  {
    file: 'corrupt-heavy.mp4',
    verdict: 'refuse:corrupt',
    says: 'most packets are damaged',
    ffmpeg: `${COPY} -bsf:v noise=amount=2`,
  },
  {
    file: 'corrupt-audio.mp4',
    verdict: 'refuse:corrupt-audio',
    images: ['accept'],
    says: '(our rule) sound of which nothing can be decoded; images have none',
    ffmpeg: `${COPY} -bsf:a noise=amount=3`,
  },
  {
    file: 'zero-frames.mp4',
    verdict: 'refuse:no-frames',
    says: 'a whole index with nothing in it',
    ffmpeg: `${colour('black', '320x240', 30, 1)} -t 0 ${X264}`,
  },
  {
    file: 'encrypted-cenc.mp4',
    verdict: 'refuse:encrypted',
    says: 'DRM, and it says so',
    ffmpeg: `${COPY} -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8`,
  },
];

/** The same noise every time. */
function noise(length: number): Buffer {
  const blocks = Array.from({ length: length / 32 }, (_, n) => createHash('sha256').update(`${n}`).digest());
  return Buffer.concat(blocks);
}

function halfIndex(bytes: Buffer): Buffer {
  const type = bytes.lastIndexOf('moov');
  return bytes.subarray(0, type - 4 + Math.floor(bytes.readUInt32BE(type - 4) / 2));
}

/** Numbers of 32 bits written over what stands `offset` bytes behind the first box of a type's name. */
function patched(bytes: Buffer, changes: [type: string, offset: number, values: number[]][]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [type, offset, values] of changes) {
    const at = copy.indexOf(type) + 4 + offset;
    values.forEach((value, index) => void copy.writeUInt32BE(value, at + 4 * index));
  }
  return copy;
}

/** The longest lengths there are in file, track and media headers; with a clock of one tick a second, or their own. */
function withLengths(bytes: Buffer, clock: number | null): Buffer {
  const longest = 0xffff_fff0;
  const header = (type: string): [string, number, number[]] =>
    clock === null ? [type, 16, [longest]] : [type, 12, [clock, longest]];
  return patched(bytes, [header('mvhd'), ['tkhd', 20, [longest]], header('mdhd')]);
}

/** H.264's sequence parameters overwritten. */
function brokenParameters(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('avcC') + 13;
  return copy.fill(0xff, at, at + 15);
}
