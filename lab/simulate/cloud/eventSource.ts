import type { Cloud } from './cloud.ts';
import { Environments } from './environments.ts';
import { atOnce, type Ramp } from './ramp.ts';

/** One invocation of a function, with one message. It ends once, in one of two ways. */
export interface Invocation {
  end(): void;
  /** Its environment died: the message comes again, after so many seconds. */
  lose(missedAfterSeconds: number): void;
}

/** A queue, the event source that reads it, and the function that it drives. */
export class EventSource<Message> {
  readonly #cloud: Cloud;
  readonly #ramp: Ramp;
  readonly #handle: (message: Message, invocation: Invocation) => void;
  readonly #environments: Environments;
  #waiting: Message[] = [];
  #taken = 0;
  #running = 0;
  /** Since when there are more messages than invocations; null where there are none left over. */
  #backlogSince: number | null = null;
  #isTimed = false;

  constructor(
    cloud: Cloud,
    { ramp, warm }: { ramp: Ramp; warm: number },
    handle: (message: Message, invocation: Invocation) => void,
  ) {
    this.#cloud = cloud;
    this.#ramp = ramp;
    this.#handle = handle;
    this.#environments = new Environments(cloud.numbers, cloud.samples, warm);
  }

  send(message: Message): void {
    this.#waiting.push(message);
    this.#pump();
  }

  readonly #pump = (): void => {
    while (this.#taken < this.#waiting.length && this.#running < this.#atOnce()) {
      if (!this.#cloud.account.take(this.#pump)) return;
      this.#invoke(this.#waiting[this.#taken++] as Message);
    }
    if (this.#taken < this.#waiting.length) this.#growLater();
    else this.#forgetTaken();
  };

  #atOnce(): number {
    const since = this.#backlogSince ?? this.#cloud.simulation.now;
    return atOnce(this.#ramp, this.#cloud.simulation.now - since);
  }

  #growLater(): void {
    this.#backlogSince ??= this.#cloud.simulation.now;
    if (this.#isTimed || this.#atOnce() >= this.#ramp.atMost) return;
    this.#isTimed = true;
    this.#cloud.simulation.after(this.#ramp.stepSeconds, () => {
      this.#isTimed = false;
      this.#pump();
    });
  }

  #forgetTaken(): void {
    this.#waiting = [];
    this.#taken = 0;
    if (this.#running === 0) this.#backlogSince = null;
  }

  #invoke(message: Message): void {
    const { simulation, samples, numbers, bill } = this.#cloud;
    this.#running++;
    const { waitSeconds, startSeconds } = this.#environments.take(simulation.now);
    const receiveSeconds = samples.around(numbers.messageSeconds, numbers.messageSpread);
    // A receive and a delete; counted as if no request ever served two messages.
    bill.add('sqsRequests', 2);
    simulation.after(receiveSeconds + waitSeconds, () => {
      const begun = simulation.now;
      simulation.after(startSeconds, () => this.#handle(message, this.#invocation(message, begun)));
    });
  }

  #invocation(message: Message, begun: number): Invocation {
    const { simulation, account, bill } = this.#cloud;
    const stop = () => {
      bill.addInvocation(simulation.now - begun);
      this.#running--;
      account.giveBack();
    };
    return {
      end: () => {
        this.#environments.giveBack();
        stop();
        this.#pump();
      },
      lose: missedAfterSeconds => {
        stop();
        simulation.after(missedAfterSeconds, () => this.send(message));
        this.#pump();
      },
    };
  }
}
