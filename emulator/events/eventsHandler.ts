import { jsonHandler } from '../query/jsonHandler.ts';
import { eventsActions } from './eventsActions.ts';
import { invalidAction } from './eventsErrors.ts';
import type { EventsStore } from './eventsStore.ts';

/** Answers EventBridge's requests, AWS JSON 1.1; the caller has read the body. */
export const eventsHandler = (store: EventsStore) =>
  jsonHandler(store, { target: 'AWSEvents.', actions: eventsActions, invalidAction });
