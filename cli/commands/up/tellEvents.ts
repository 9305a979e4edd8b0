import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import type { Reporter } from './reporter.ts';
import { statusEvents } from './statusEvents.ts';

/** Lets the reporter hear what happens in the runtime. */
export function tellEvents({ events }: LocalRuntime, reporter: Reporter): void {
  const toEvent = statusEvents();
  const at = () => new Date().toISOString();
  events.on('received', received => reporter.event({ event: 'received', at: at(), ...received }));
  events.on('ignored', ({ source, reason }) =>
    reporter.event({ event: 'ignored', at: at(), source, key: source.key, reason }),
  );
  events.on('deadLettered', letter => reporter.event({ event: 'dead-lettered', at: at(), ...letter }));
  events.on('status', status => {
    const event = toEvent(status);
    if (event && event.event !== 'ready') reporter.event(event);
  });
}
