import { isAviCutOff } from './aviChunks.ts';
import { asBuffer } from './bytes/asBuffer.ts';
import type { BoundedReader } from './bytes/boundedReader.ts';
import { endsWithFlvTag } from './flv/flvTiming.ts';
import { isMatroskaCutOff } from './matroska/matroskaEnd.ts';
import { MAX_BOXES, walkBoxes } from './mp4/mp4Boxes.ts';
import type { Mp4Index } from './mp4/mp4Index.ts';

/** An MPEG transport stream's packets; on Blu-ray and AVCHD each has four bytes of arrival time ahead of it. */
const TS_PACKET_BYTES = 188;
const M2TS_PACKET_BYTES = 192;

/**
 * Whether a file's last bytes are missing, by its own structure, of the containers that recorders write because what is
 * there can be played whatever happens next: a recorder that was killed, an upload that broke off. A length in a header
 * proves nothing. Where the file ends between two packets nobody can tell.
 */
export async function isCutOff(
  container: string,
  index: Mp4Index | null,
  reader: BoundedReader,
  sizeBytes: number,
): Promise<boolean> {
  switch (container) {
    case 'mp4':
    case 'mov':
      return index?.fragmented === true && (await isLastBoxCut(reader, sizeBytes));
    case 'mkv':
    case 'webm':
      return isMatroskaCutOff(reader, sizeBytes);
    case 'ts':
      return isLastPacketCut(reader, sizeBytes);
    case 'flv':
      return !(await endsWithFlvTag(reader, sizeBytes));
    case 'avi':
      return isAviCutOff(reader, sizeBytes);
    default:
      return false;
  }
}

/** Of more boxes than are walked through by ranged reads, whoever has the whole file finds out. */
async function isLastBoxCut(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  let end = 0;
  let boxes = 0;
  for await (const box of walkBoxes(reader, 0, sizeBytes)) {
    end = box.end;
    boxes += 1;
  }
  return boxes < MAX_BOXES && !reader.exhausted && end !== sizeBytes;
}

async function isLastPacketCut(reader: BoundedReader, sizeBytes: number): Promise<boolean> {
  const head = asBuffer(await reader.read(0, 4 * M2TS_PACKET_BYTES));
  for (const [size, lead] of [
    [TS_PACKET_BYTES, 0],
    [M2TS_PACKET_BYTES, 4],
  ] as const) {
    const start = syncAt(head, size);
    if (start !== -1) return (sizeBytes - (start - lead)) % size !== 0;
  }
  return false;
}

/** Where three packets in a row begin. */
function syncAt(head: Buffer, size: number): number {
  for (let at = 0; at < size; at += 1) {
    if ([0, 1, 2].every(packet => head[at + packet * size] === 0x47)) return at;
  }
  return -1;
}
