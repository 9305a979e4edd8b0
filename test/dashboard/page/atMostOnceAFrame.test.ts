import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atMostOnceAFrame } from '../../../dashboard/page/live/atMostOnceAFrame.ts';

/** What a browser has asked to be called with its next frame. */
const waiting = new Map<number, () => void>();

beforeEach(() => {
  vi.useFakeTimers();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => {
    last += 1;
    waiting.set(last, call);
    return last;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id));
});

afterEach(() => {
  waiting.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function frame(): void {
  const calls = [...waiting.values()];
  waiting.clear();
  for (const call of calls) call();
}

it('what changes often in a frame is drawn once', () => {
  const draw = vi.fn();
  const { changed } = atMostOnceAFrame(draw);
  for (let change = 0; change < 5; change += 1) changed();
  expect(draw).not.toHaveBeenCalled();
  frame();
  changed();
  frame();
  vi.advanceTimersByTime(5_000);
  expect(draw).toHaveBeenCalledTimes(2);
});

it('where no frame comes it is drawn all the same, once', () => {
  const draw = vi.fn();
  const { changed } = atMostOnceAFrame(draw);
  changed();
  vi.advanceTimersByTime(5_000);
  frame();
  expect(draw).toHaveBeenCalledTimes(1);
});

it('what nobody looks at any more is not drawn', () => {
  const draw = vi.fn();
  const { changed, stop } = atMostOnceAFrame(draw);
  changed();
  stop();
  frame();
  vi.advanceTimersByTime(5_000);
  expect(draw).not.toHaveBeenCalled();
});
