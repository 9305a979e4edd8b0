import type { Meter } from '../../../pipeline/ports/meter.ts';
import type { Statuses } from '../../../pipeline/ports/statuses.ts';
import type { Requests } from '../../../prices/requests.ts';

/** What a notice costs once it is sent: its function receives, publishes and deletes it. */
const AFTER_SENDING: Partial<Requests> = { sqsRequests: 2, snsPublishes: 1, invocations: 1 };

/** The statuses, with what follows from each in another function counted, too. */
export function meteredStatuses(statuses: Statuses, meter: Meter): Statuses {
  return {
    publish: async news => {
      await statuses.publish(news);
      meter.add(AFTER_SENDING);
    },
  };
}
