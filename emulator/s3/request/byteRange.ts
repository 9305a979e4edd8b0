import { S3Error } from '../s3Error.ts';
import type { ByteRange } from '../store/bodies.ts';

/**
 * The bytes that a Range header wants; null means all of them: no header, one that is malformed, or several ranges
 * at once, which S3 does not give.
 * @throws {S3Error} InvalidRange
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const range = clip(match[1] ?? '', match[2] ?? '', sizeBytes);
  if (range.start < sizeBytes && range.start <= range.end) return range;
  if (match[1] !== '' && match[2] !== '' && Number(match[1]) > Number(match[2])) return null;
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: header ?? '',
    ActualObjectSize: String(sizeBytes),
  });
}

function clip(first: string, last: string, sizeBytes: number): ByteRange {
  if (first === '') return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes - 1 };
  return { start: Number(first), end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}
