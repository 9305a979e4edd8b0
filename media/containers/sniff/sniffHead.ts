import { listKind } from './listKind.ts';
import { otherKind } from './otherKind.ts';
import { soundOnly } from './soundOnly.ts';

/** What a file's first bytes say: a container that is taken, or what else it is, in words. */
export interface Sniffed {
  isTaken: boolean;
  what: string;
}

/** Boxes that a file of MP4's family begins with. */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'free', 'skip', 'wide', 'pnot', 'sidx', 'uuid'];

/** Major brands of MP4's family that are pictures: HEIF, AVIF, JPEG 2000, Canon's raw. */
const PICTURE_BRANDS = /^(hei[cxms]|hev[cxms]|mif[12]|msf1|avi[fs]|jp2 |jp[xm] |jxl |crx )$/;

/** A transport stream's packet, with nothing, a time before it (AVCHD), or a checksum behind it; bytes. */
const PACKET_BYTES = [188, 192, 204];
/** So many packets in a row are no accident. */
const PACKETS = 5;

/**
 * Tells from a file's first bytes whether it is of a container that the demuxer whitelist holds. No more than a look: a
 * probe may still refuse it. `head` should have some kilobytes.
 */
export function sniffHead(head: Uint8Array, sizeBytes: number): Sniffed {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const container = containerIn(bytes, sizeBytes);
  if (container === null) return { isTaken: false, what: listKind(head) ?? otherKind(bytes) };
  if (container === 'mp4' && PICTURE_BRANDS.test(brandOf(bytes))) {
    return { isTaken: false, what: 'a picture' };
  }
  if (soundOnly(container, bytes)) return { isTaken: false, what: 'sound without pictures' };
  return { isTaken: true, what: container };
}

function containerIn(bytes: Buffer, sizeBytes: number): string | null {
  const tag = (offset: number) => bytes.toString('latin1', offset, offset + 4);
  if (FIRST_BOXES.includes(tag(4)) && isBoxSize(bytes, sizeBytes)) return 'mp4';
  if (startsWith(bytes, '1a45dfa3')) return 'mkv';
  if (tag(0) === 'RIFF' && tag(8).startsWith('AVI')) return 'avi';
  if (startsWith(bytes, '464c5601')) return 'flv';
  if (startsWith(bytes, '3026b2758e66cf11')) return 'asf';
  if (tag(0) === 'OggS') return 'ogg';
  if (startsWith(bytes, '000001ba')) return 'mpg';
  return isTransportStream(bytes) ? 'ts' : null;
}

/** Four letters could stand at that place in a text; a size that fits before them could not. 0 and 1: to the end, and 64 bits. */
function isBoxSize(bytes: Buffer, sizeBytes: number): boolean {
  const size = bytes.readUInt32BE(0);
  return size <= 1 || (size >= 8 && size <= sizeBytes) || bytes.toString('latin1', 4, 8) === 'ftyp';
}

function brandOf(bytes: Buffer): string {
  return bytes.toString('latin1', 4, 8) === 'ftyp' ? bytes.toString('latin1', 8, 12) : '';
}

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.toString('hex', 0, hex.length / 2) === hex;
}

/** A recording may begin in the middle of a packet. */
function isTransportStream(bytes: Buffer): boolean {
  return PACKET_BYTES.some(length => {
    for (let first = 0; first < length; first += 1) {
      let packets = 0;
      while (packets < PACKETS && bytes[first + packets * length] === 0x47) packets += 1;
      if (packets === PACKETS) return true;
    }
    return false;
  });
}
