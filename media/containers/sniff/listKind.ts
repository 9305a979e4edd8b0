/** Text that tells a player to open other files or sockets, by how it begins. */
const LISTS: { kind: string; start: RegExp }[] = [
  { kind: 'an HLS playlist', start: /^#EXTM3U/ },
  { kind: 'a list of files for ffmpeg', start: /^ffconcat/i },
  { kind: 'a description of a network stream (SDP)', start: /^v=0\s/ },
  { kind: 'a DASH manifest', start: /^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<MPD[\s>]/s },
  { kind: 'an SVG drawing', start: /^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s },
];

/** How much of a file's start is looked at, bytes. */
export const LIST_HEAD_BYTES = 1024;

/** What a file really is that holds no pictures but names other files, in words; null for all else. */
export function listKind(head: Uint8Array): string | null {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, LIST_HEAD_BYTES))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return LISTS.find(({ start }) => start.test(text))?.kind ?? null;
}
