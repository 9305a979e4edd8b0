import { expect, it, vi } from 'vitest';
import { Reading } from '../../../dashboard/page/address/reading.ts';

function slow() {
  const reads: PromiseWithResolvers<string>[] = [];
  const told = vi.fn<(value: string) => void>();
  const failed = vi.fn<(error: Error) => void>();
  const read = () => {
    const next = Promise.withResolvers<string>();
    reads.push(next);
    return next.promise;
  };
  return { reads, told, failed, reading: new Reading(read, { told, failed }) };
}

it('what takes longer than its turn comes to an end, and is then read once more', async () => {
  const { reads, told, reading } = slow();
  for (let turn = 0; turn < 5; turn += 1) reading.again();
  expect(reads).toHaveLength(1);
  reads[0]?.resolve('before');
  await vi.waitFor(() => expect(reads).toHaveLength(2));
  reads[1]?.resolve('after');
  await vi.waitFor(() => expect(told.mock.calls).toEqual([['before'], ['after']]));
  expect(reads).toHaveLength(2);
});

it('what fails is told, and read again when its turn comes', async () => {
  const { reads, told, failed, reading } = slow();
  reading.again();
  reads[0]?.reject(new Error('away'));
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  reading.again();
  reads[1]?.resolve('there');
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith('there'));
});

it('nothing is told of what nobody wants to hear of any more, nor read again', async () => {
  const { reads, told, failed, reading } = slow();
  reading.again();
  reading.again();
  reading.close();
  reads[0]?.resolve('late');
  await new Promise(done => setImmediate(done));
  expect(told).not.toHaveBeenCalled();
  expect(failed).not.toHaveBeenCalled();
  expect(reads).toHaveLength(1);
});
