import { filmParts, lengthOf, type Placed } from '../../../media/segments/index.ts';
import type { Parts } from '../cloud/requests.ts';
import type { Work } from './work.ts';

/** What stands ahead of the samples of a staged file, bytes. */
const HEAD_BYTES = 20_000;

/** As the product lays a film out whose index has so many bytes, of pieces in its order, each of so many bytes. */
export function mergedParts(
  works: Pick<Work, 'kind' | 'seconds'>[],
  bytes: number[],
  indexBytes: number,
): Parts {
  const placed = works.map((work, index) => ({ ...work, bytes: Math.round(bytes[index] ?? 0) }));
  const of = (kind: Work['kind'], samplesASecond: number) =>
    placed.filter(one => one.kind === kind).map(one => placedAs(one, samplesASecond));
  const parts = filmParts(Math.round(indexBytes), of('video', 0), of('sound', 1));
  const sent = parts.flatMap(part => ('upload' in part ? [part.upload] : []));
  const sentBytes = sent.reduce((sum, stretches) => sum + lengthOf(stretches), 0);
  const fetches = sent.flat().filter(stretch => stretch.of !== 'head').length;
  return { copies: parts.length - sent.length, sends: sent.length, fetches, sentBytes };
}

/** A staged file of so many samples a second, all alike; of pictures one sample does, for they are not taken apart. */
function placedAs({ seconds, bytes }: { seconds: number; bytes: number }, samplesASecond: number): Placed {
  const count = Math.max(1, Math.round(seconds * samplesASecond));
  const each = Array.from({ length: count }, (_, sample) => Math.floor((sample * bytes) / count));
  return {
    sizeBytes: HEAD_BYTES + bytes,
    payload: { offset: HEAD_BYTES, length: bytes },
    samples: {
      count,
      decoded: Float64Array.from({ length: count + 1 }, (_, sample) => sample),
      at: Float64Array.from(each, at => HEAD_BYTES + at),
      bytes: Uint32Array.from(each, (at, sample) => (each[sample + 1] ?? bytes) - at),
    },
    track: { timescale: count / seconds },
  };
}
