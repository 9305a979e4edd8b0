import { describe, expect, it, vi } from 'vitest';
import { afterStart } from '../../../cli/aws/afterStart.ts';

const connection = (endpoint: string | null) => ({
  ...{ endpoint, stackName: 'fanreel' },
  clientConfig: { requestHandler: { connectionTimeout: 1, socketTimeout: 1 } },
});
const local = connection('http://127.0.0.1:4566');
const answered = (httpStatusCode: number) =>
  Object.assign(new Error('text'), { $metadata: { httpStatusCode } });

describe('the first request to a stack that is starting', () => {
  it('is made again until the stack is there, which is told once', async () => {
    const say = vi.fn();
    const request = vi.fn().mockRejectedValueOnce(answered(503)).mockRejectedValueOnce(answered(503));
    request.mockResolvedValue('there');
    await expect(afterStart(local, request, { pauseMs: 1, say })).resolves.toBe('there');
    expect(say.mock.calls).toEqual([['The stack is starting; waiting for it.']]);
    expect(request).toHaveBeenLastCalledWith(expect.objectContaining({ maxAttempts: 1 }));
  });

  it('is given up in time, in one sentence', async () => {
    const request = () => Promise.reject(answered(503));
    await expect(
      afterStart(local, request, { pauseMs: 1, patienceMs: 20, say: () => {} }),
    ).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(/^The stack at http:\S+ is still starting after 0 s: .*npm start/),
    });
  });

  it('says nothing and waits for nothing where the stack is there, or no stack at all', async () => {
    const say = vi.fn();
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    await expect(afterStart(local, () => Promise.reject(refused), { say })).rejects.toBe(refused);
    await expect(afterStart(local, () => Promise.resolve(1), { say })).resolves.toBe(1);
    expect(say).not.toHaveBeenCalled();
  });

  it('leaves AWS and its 503s to the SDK', async () => {
    const busy = answered(503);
    await expect(afterStart(connection(null), () => Promise.reject(busy))).rejects.toBe(busy);
  });
});
