/** Well-known files by how they begin, in hexadecimal, in words that end a sentence. */
const KINDS: [start: RegExp, what: string][] = [
  [/^ffd8ff/, 'a JPEG picture'],
  [/^89504e470d0a1a0a/, 'a PNG picture'],
  [/^474946383[79]61/, 'a GIF picture'],
  [/^52494646.{8}57454250/, 'a WebP picture'],
  [/^(49492a00|4d4d002a)/, 'a TIFF picture'],
  [/^424d.{8}00000000/, 'a BMP picture'],
  [/^52494646.{8}57415645/, 'WAV sound'],
  [/^(494433|fff[23ab])/, 'MP3 sound'],
  [/^fff[0189]/, 'AAC sound'],
  [/^664c6143/, 'FLAC sound'],
  [/^464f524d.{8}41494646/, 'AIFF sound'],
  [/^2321414d52/, 'AMR sound'],
  [/^060e2b34/, 'an MXF file, which is not taken'],
  [/^2e524d46/, 'a RealMedia file, which is not taken'],
  [/^1f0700/, 'a DV stream, which is not taken'],
  [/^444b4946/, 'an IVF file, which is not taken'],
  [/^(000001b3|00000001(67|40|27))/, 'a raw video stream, which is not taken'],
  [/^25504446/, 'a PDF document'],
  [/^504b0[35]0[46]/, 'a ZIP archive or an office document'],
  [/^1f8b/, 'a gzip archive'],
  [/^377abcaf271c/, 'a 7-Zip archive'],
  [/^526172211a07/, 'a RAR archive'],
  [/^7f454c46/, 'a program'],
];

/** How much of a file is looked at to tell whether it is text, bytes. */
const TEXT_BYTES = 512;

/** What a file is that is of no container that is taken. */
export function otherKind(head: Buffer): string {
  const hex = head.toString('hex', 0, 16);
  const known = KINDS.find(([start]) => start.test(hex));
  if (known) return known[1];
  return isText(head.subarray(0, TEXT_BYTES)) ? 'text' : 'no container that is taken';
}

/** No control characters but white space. */
function isText(bytes: Buffer): boolean {
  return bytes.every(byte => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
