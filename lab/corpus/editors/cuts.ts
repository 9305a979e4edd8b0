import { ID, parseElements } from './ebml.ts';

/** Bytes of the frame that was being written. */
const BEGUN = 24;

/** A Matroska file as its writer left it when it was killed: in the cluster of that number, from 0. */
export function cutInCluster(bytes: Buffer, number: number, share = 0.5): Buffer {
  const segment = parseElements(bytes).find(({ id }) => id === ID.segment)?.body ?? Buffer.alloc(0);
  const cluster = parseElements(segment).filter(({ id }) => id === ID.cluster)[number];
  if (!cluster) throw new Error(`There is no cluster ${number}.`);
  const at = cluster.body.byteOffset - bytes.byteOffset;
  return bytes.subarray(0, at + Math.floor(cluster.body.length * share));
}

/** A Flash Video whose last tag is the first of pictures at `seconds` or later, and is not whole. */
export function cutFlv(bytes: Buffer, seconds: number): Buffer {
  const VIDEO = 9;
  for (let at = 13; at + 11 < bytes.length; at += 15 + bytes.readUIntBE(at + 1, 3)) {
    if (bytes.readUInt8(at) === VIDEO && bytes.readUIntBE(at + 4, 3) >= seconds * 1000)
      return bytes.subarray(0, at + BEGUN);
  }
  throw new Error(`There is no picture at ${seconds} s.`);
}

/** An AVI whose recorder was killed in the picture of that number, from 0: without an index. */
export function cutAvi(bytes: Buffer, picture: number): Buffer {
  const data = bytes.indexOf('movi') + 4;
  let pictures = 0;
  for (let at = data; at + 8 < bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    const type = bytes.toString('latin1', at, at + 4);
    if (type === '00dc' && pictures++ === picture) return bytes.subarray(0, at + BEGUN);
    at += 8 + size + (size % 2);
  }
  throw new Error(`There is no picture ${picture}.`);
}

/** A transport stream cut in a packet, at a share of its length. */
export function cutTs(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor((bytes.length * share) / 188) * 188 + 100);
}

/** The lengths, in frames, that an AVI's headers claim: of the file and of its first stream. */
export function claimAviFrames(bytes: Buffer, frames: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(frames, copy.indexOf('avih') + 24);
  copy.writeUInt32LE(frames, copy.indexOf('strh') + 40);
  return copy;
}
