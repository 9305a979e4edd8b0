/** What happens, and when; `order` settles what happens at the same time, so that a seed decides everything. */
export interface SimulatedEvent {
  time: number;
  order: number;
  happen: () => void;
}

/** A binary heap: the earliest event first. */
export class EventHeap {
  readonly #events: SimulatedEvent[] = [];

  push(event: SimulatedEvent): void {
    this.#events.push(event);
    rise(this.#events, event);
  }

  /** Undefined of an empty one. */
  pop(): SimulatedEvent | undefined {
    const [first] = this.#events;
    const last = this.#events.pop();
    if (last && this.#events.length > 0) sink(this.#events, last);
    return first;
  }
}

/** Finds the place of an event that was put behind all others. */
function rise(events: SimulatedEvent[], event: SimulatedEvent): void {
  let at = events.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = events[above];
    if (!parent || isBefore(parent, event)) break;
    events[at] = parent;
    at = above;
  }
  events[at] = event;
}

/** Finds the place of an event that takes that of the first. */
function sink(events: SimulatedEvent[], event: SimulatedEvent): void {
  let at = 0;
  for (;;) {
    const below = earlierChild(events, at);
    const child = events[below];
    if (!child || isBefore(event, child)) break;
    events[at] = child;
    at = below;
  }
  events[at] = event;
}

function earlierChild(events: SimulatedEvent[], parent: number): number {
  const at = 2 * parent + 1;
  const [left, right] = [events[at], events[at + 1]];
  return left && right && isBefore(right, left) ? at + 1 : at;
}

function isBefore(a: SimulatedEvent, b: SimulatedEvent): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
