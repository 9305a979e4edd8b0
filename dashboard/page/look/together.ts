/** What is used of a video element. */
interface Video extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly readyState: number;
  readonly duration: number;
  readonly error: unknown;
  readonly seeking: boolean;
  readonly ended: boolean;
  readonly paused: boolean;
  currentTime: number;
  playbackRate: number;
  play(): Promise<void>;
  pause(): void;
}

/** A player in the company of others. */
export interface Companion {
  video: Video;
  /** How far its own clock is ahead of the common one, seconds: a source's, of whose renditions the beginning was cut off. */
  aheadSeconds: number;
  /** As the ledger has it: a file that was recorded on the go may not tell its own. */
  durationSeconds?: number | undefined;
  /** Hears whether the others go on without it, for it does not load. */
  late(isLate: boolean): void;
}

/** How all of them stand. */
export interface Stand {
  /** By the common clock, seconds. */
  seconds: number;
  /** Of the longest that is shown, seconds; 0 while none is known. */
  length: number;
  isPlaying: boolean;
  /** Plays, and waits for what is not loaded yet. */
  isWaiting: boolean;
}

/** Further apart than that a player jumps, seconds; closer it hurries or lingers, which nobody hears. */
const JUMP_SECONDS = 0.3;

/** Closer than that they are together, seconds: a picture at 30 a second. */
const TOGETHER_SECONDS = 0.03;

/** So much faster or slower is nobody's to see, as a part. */
const HURRY = 0.04;

/** How often they are looked at, milliseconds. */
const LOOK_MS = 100;

/** `readyState` from which on the next picture is there. */
const HAS_NEXT = 3;

/** So long the others wait for one that does not load, milliseconds. */
const PATIENCE_MS = 8_000;

/** Several players at one clock: what one does, all do. */
export class Together {
  readonly #players = new Map<string, Companion>();
  readonly #told: (stand: Stand) => void;
  /** Since when each of those that load has done so. */
  readonly #loading = new Map<Companion, number>();
  #seconds = 0;
  #isPlaying = false;
  #rate = 1;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(told: (stand: Stand) => void) {
    this.#told = told;
  }

  /** Takes one in, where the others are; to be called with its end. */
  join(name: string, player: Companion): () => void {
    this.#players.set(name, player);
    const { video } = player;
    const place = () => this.#place(player);
    video.playbackRate = this.#rate;
    for (const event of ['loadedmetadata', 'error']) video.addEventListener(event, place);
    if (video.readyState > 0) place();
    return () => {
      for (const event of ['loadedmetadata', 'error']) video.removeEventListener(event, place);
      this.#players.delete(name);
      this.#loading.delete(player);
      this.#tell();
    };
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get seconds(): number {
    return this.#seconds;
  }

  get length(): number {
    return Math.max(0, ...this.#able().map(player => lengthOf(player) - player.aheadSeconds));
  }

  play(): void {
    if (this.length > 0 && this.#seconds >= this.length - TOGETHER_SECONDS) this.seek(0);
    this.#isPlaying = true;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#look();
  }

  pause(): void {
    this.#isPlaying = false;
    clearInterval(this.#timer);
    for (const { video, late } of this.#players.values()) {
      video.pause();
      late(false);
    }
    // Where they came to a stand they may be a picture apart.
    this.seek(this.#seconds);
  }

  seek(seconds: number): void {
    this.#seconds = Math.min(Math.max(0, seconds), this.length || seconds);
    this.#loading.clear();
    for (const player of this.#able()) this.#place(player);
    this.#tell();
  }

  /** One picture on or back, into its middle, so that no rounding shows its neighbour. */
  step(by: 1 | -1, fps: number): void {
    if (this.#isPlaying) this.pause();
    this.seek((Math.floor(this.#seconds * fps + 1e-3) + by + 0.5) / fps);
  }

  setRate(rate: number): void {
    this.#rate = rate;
    for (const { video } of this.#players.values()) video.playbackRate = rate;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#players.clear();
  }

  /** Those that can show something; one that cannot does not hold up the others. */
  #able(): Companion[] {
    return [...this.#players.values()].filter(({ video }) => video.readyState > 0 && video.error === null);
  }

  #place(player: Companion): void {
    const { video, aheadSeconds } = player;
    if (video.error === null) video.currentTime = this.#seconds + aheadSeconds;
    this.#tell();
  }

  /** The first that runs leads; the others follow it. */
  #look(): void {
    this.#noteLoading();
    const present = this.#able().filter(player => !this.#isLate(player));
    const going = present.filter(({ video }) => !video.ended);
    if (present.length > 0 && going.length === 0) this.#end();
    const isWaiting = present.length === 0 || going.some(isLoading);
    if (isWaiting) for (const { video } of going) video.pause();
    else this.#run(going);
    this.#tell(isWaiting);
  }

  /** One that stands still, by a line that hangs or a server that stalls, tells of no error. */
  #noteLoading(): void {
    for (const player of this.#players.values()) {
      if (!isLoading(player)) this.#loading.delete(player);
      else if (!this.#loading.has(player)) this.#loading.set(player, performance.now());
      player.late(this.#isLate(player));
    }
  }

  #isLate(player: Companion): boolean {
    return performance.now() - (this.#loading.get(player) ?? Number.POSITIVE_INFINITY) > PATIENCE_MS;
  }

  #end(): void {
    this.#seconds = this.length;
    this.#isPlaying = false;
    clearInterval(this.#timer);
  }

  #run(going: Companion[]): void {
    const [leader] = going;
    if (leader) this.#seconds = leader.video.currentTime - leader.aheadSeconds;
    for (const player of going) {
      const { video } = player;
      if (player !== leader) this.#follow(player);
      // Left before it began, or not to be heard before the reader has touched the page: the next look tries again.
      if (video.paused) video.play().catch(() => {});
    }
  }

  #follow({ video, aheadSeconds }: Companion): void {
    const late = this.#seconds + aheadSeconds - video.currentTime;
    if (Math.abs(late) > JUMP_SECONDS) video.currentTime = this.#seconds + aheadSeconds;
    const hurry = Math.abs(late) > TOGETHER_SECONDS ? Math.sign(late) * HURRY : 0;
    video.playbackRate = this.#rate * (1 + hurry);
  }

  #tell(isWaiting = false): void {
    this.#told({ seconds: this.#seconds, length: this.length, isPlaying: this.#isPlaying, isWaiting });
  }
}

function isLoading({ video }: Companion): boolean {
  return video.error === null && !video.ended && (video.seeking || video.readyState < HAS_NEXT);
}

function lengthOf({ video, durationSeconds = 0 }: Companion): number {
  return Number.isFinite(video.duration) ? video.duration : durationSeconds;
}
