import { AFTER_A_NOTICE } from '../../../pipeline/attempt/requestsAround.ts';
import type { Meter } from '../../../pipeline/ports/meter.ts';
import type { Statuses } from '../../../pipeline/ports/statuses.ts';

/** The statuses, with what follows from each in another function counted, too. */
export function meteredStatuses(statuses: Statuses, meter: Meter): Statuses {
  return {
    publish: async news => {
      await statuses.publish(news);
      meter.add(AFTER_A_NOTICE);
    },
  };
}
