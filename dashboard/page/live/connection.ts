import { STREAM_PATH } from '../../wire/paths.ts';
import type { Stand, StreamMessage } from '../../wire/stream.ts';
import type { Line } from './state.ts';

/** Between a broken line and the next try at first and at most, milliseconds; it doubles. */
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

/** The queues are told every few seconds, on a slow machine every half minute: a line so silent is dead, milliseconds. */
const SILENCE_MS = 60_000;

export interface Listener {
  line(line: Line): void;
  message(message: StreamMessage): void;
  /** What was told last, to be told only what followed. */
  stand(): Stand | null;
}

/** The page's one line to its server, which comes back by itself. */
export class Connection {
  readonly #listener: Listener;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(listener: Listener) {
    this.#listener = listener;
    // Whoever comes back to the page or to a network does not wait for the next try.
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => this.#hurry());
  }

  open(): void {
    clearTimeout(this.#timer);
    this.#listener.line({ is: 'connecting' });
    const stand = this.#listener.stand();
    const query = stand ? `?run=${stand.run}&version=${stand.version}` : '';
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${STREAM_PATH}${query}`);
    this.#socket = socket;
    // One that nobody answers may stay as it is for minutes.
    this.#timer = setTimeout(() => this.#drop(), SILENCE_MS);
    socket.onmessage = ({ data }) => this.#take(String(data));
    socket.onclose = () => this.#socket === socket && this.#retry();
  }

  #take(text: string): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#listener.line({ is: 'live' });
    this.#listener.message(JSON.parse(text) as StreamMessage);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drop(), SILENCE_MS);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#retry();
  }

  #retry(): void {
    this.#socket = undefined;
    clearTimeout(this.#timer);
    this.#listener.line({ is: 'broken', retryAt: Date.now() + this.#retryMs });
    this.#timer = setTimeout(() => this.open(), this.#retryMs);
    this.#retryMs = Math.min(MAX_RETRY_MS, 2 * this.#retryMs);
  }

  #hurry(): void {
    if (document.visibilityState === 'visible' && this.#socket === undefined) this.open();
  }
}
