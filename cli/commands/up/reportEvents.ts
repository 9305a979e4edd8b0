import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import type { Reporter } from './reporter.ts';
import { statusEvents } from './statusEvents.ts';
import { uploadEvents } from './uploadEvents.ts';

/** Lets the reporter hear what happens in the runtime. */
export function reportEvents(runtime: LocalRuntime, reporter: Reporter): void {
  const toEvent = statusEvents();
  const at = () => new Date().toISOString();
  runtime.events.on('asked', async asked => {
    for await (const event of uploadEvents(asked, runtime)) reporter.event(event);
  });
  runtime.events.on('deadLettered', letter =>
    reporter.event({ event: 'dead-lettered', at: at(), ...letter }),
  );
  runtime.events.on('status', status => {
    const event = toEvent(status);
    if (event && event.event !== 'ready') reporter.event(event);
  });
}
