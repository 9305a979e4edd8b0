import type { BoundedReader } from '../../containers/bytes/boundedReader.ts';
import type { DataRange } from '../../containers/mp4/mediaData.ts';
import { movieSeconds } from '../../containers/mp4/movieSeconds.ts';

/**
 * Left to itself MediaInfo parses some 16 MB of a film's data and learns nothing more from it than from this much
 * (measured: MP4, MOV, MKV, AVI, FLV; MPEG streams see mpegTiming).
 */
export const MAX_DATA_BYTES = 4 * 1024 * 1024;

/**
 * Of an MP4, whose tables tell the rest, this long a piece and no fewer bytes are enough: 154 real files and 10 of high
 * rates (ProRes, DNxHR, HEVC of 60 Mb/s) were read the same, and for the usual upload it is a quarter.
 */
const ENOUGH_SECONDS = 0.5;
const ENOUGH_BYTES = 1024 * 1024;

/** Of a video that we made ourselves: its index tells all of it, and each byte more is parsed for nothing. */
export const OWN_DATA_BYTES = 64 * 1024;

/** How many bytes of pictures and sound MediaInfo is shown of a file. */
export async function dataBudget(
  reader: BoundedReader,
  sizeBytes: number,
  { start, end }: DataRange,
): Promise<number> {
  // In other formats data and facts are mixed.
  if (start === 0 && end === sizeBytes) return MAX_DATA_BYTES;
  const seconds = await movieSeconds(reader, sizeBytes);
  if (seconds === null) return MAX_DATA_BYTES;
  const bytes = ((end - start) / seconds) * ENOUGH_SECONDS;
  return Math.min(MAX_DATA_BYTES, Math.max(ENOUGH_BYTES, bytes));
}
