import type { LedgerJob } from '../../../contract/readJob.ts';
import { oneLine } from '../../terminal/printable.ts';

/** What is wished of a source, but for its batch, a row each; and why some of it could not be taken. */
export function wishRows({ wishes, wishFailure }: LedgerJob['source']): string[][] {
  const { trim, metadata = {}, renditions, without, pictureTimes } = wishes ?? {};
  const rows: [string, string | undefined][] = [
    ['title', wishes?.title],
    ['correlation id', wishes?.correlationId],
    ['wanted', renditions?.join(', ')],
    ['not wanted', without?.join(', ')],
    ['trim', trim && `from ${trim.from ?? 0} s to ${trim.to === undefined ? 'its end' : `${trim.to} s`}`],
    ['picture times', pictureTimes?.map(at => (typeof at === 'number' ? `${at} s` : at)).join(', ')],
    ['priority', wishes?.priority],
    ['webhook', wishes?.webhook],
    ...Object.entries(metadata).map(([name, value]): [string, string] => [name, value]),
    ['wrong wish', wishFailure?.message],
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[oneLine(name), oneLine(text)]]));
}
