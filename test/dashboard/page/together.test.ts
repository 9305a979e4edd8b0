import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Stand, Together } from '../../../dashboard/page/look/together.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A player as far as others see it: it plays while it is told to, and has loaded. */
class FakeVideo extends EventTarget {
  error = null;
  seeking = false;
  ended = false;
  paused = true;
  readyState = 4;
  playbackRate = 1;
  currentTime = 0;
  duration: number;

  constructor(duration: number) {
    super();
    this.duration = duration;
  }

  async play() {
    this.paused = false;
  }

  pause() {
    this.paused = true;
  }
}

function company(...videos: FakeVideo[]) {
  const told: Stand[] = [];
  const together = new Together(stand => told.push(stand));
  const late = videos.map(() => false);
  videos.forEach((video, index) => {
    const player = {
      ...{ video, aheadSeconds: 0, durationSeconds: 20 },
      late: (isLate: boolean) => {
        late[index] = isLate;
      },
    };
    together.join(String(index), player);
  });
  return { together, late, stand: () => told.at(-1) };
}

it('a film that does not load holds up the others for some seconds, is said to, and joins them again', () => {
  const [stuck, other] = [new FakeVideo(60), new FakeVideo(60)];
  const { together, late, stand } = company(stuck, other);
  stuck.readyState = 2;
  together.play();
  vi.advanceTimersByTime(5_000);
  expect(other.paused).toBe(true);
  expect(stand()).toMatchObject({ isPlaying: true, isWaiting: true });
  vi.advanceTimersByTime(4_000);
  expect(other.paused).toBe(false);
  expect(late).toEqual([true, false]);
  other.currentTime = 10;
  stuck.readyState = 4;
  vi.advanceTimersByTime(200);
  expect(late).toEqual([false, false]);
  expect(stuck.paused).toBe(false);
  // The first leads, and it is where the others are.
  expect(stand()?.isWaiting).toBe(false);
  together.close();
});

it('nothing is said of a film that loads within its time, nor of any while nothing plays', () => {
  const video = new FakeVideo(60);
  const { together, late } = company(video);
  together.play();
  for (let round = 0; round < 4; round += 1) {
    video.readyState = 2;
    vi.advanceTimersByTime(5_000);
    video.readyState = 4;
    vi.advanceTimersByTime(200);
  }
  expect(late).toEqual([false]);
  video.readyState = 2;
  vi.advanceTimersByTime(9_000);
  expect(late).toEqual([true]);
  together.pause();
  expect(late).toEqual([false]);
});

it('all end where those do that load', () => {
  const [stuck, other] = [new FakeVideo(60), new FakeVideo(60)];
  const { together, stand } = company(stuck, other);
  stuck.readyState = 2;
  together.play();
  vi.advanceTimersByTime(9_000);
  other.ended = true;
  vi.advanceTimersByTime(200);
  expect(stand()).toMatchObject({ isPlaying: false, seconds: 60 });
});

it('a file that does not tell its length has the one that the ledger knows', () => {
  const { together, stand } = company(new FakeVideo(Number.POSITIVE_INFINITY));
  expect(together.length).toBe(20);
  together.seek(together.length / 2);
  expect(stand()).toMatchObject({ seconds: 10, length: 20 });
});
