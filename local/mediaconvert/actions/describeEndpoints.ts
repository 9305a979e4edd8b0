import type { MediaConvertStore } from '../mediaConvertStore.ts';
import type { Reply } from '../reply.ts';

/** POST /endpoints: the one that was asked. */
export function describeEndpoints(store: MediaConvertStore): Reply {
  return { status: 200, body: { endpoints: [{ url: store.ports.endpoint() }] } };
}
