import { jsonHandler } from '../query/jsonHandler.ts';
import { secretsActions } from './secretsActions.ts';
import { invalidAction } from './secretsErrors.ts';
import type { SecretsStore } from './secretsStore.ts';

/** Answers Secrets Manager's requests, AWS JSON 1.1; the caller has read the body. */
export const secretsHandler = (store: SecretsStore) =>
  jsonHandler(store, { target: 'secretsmanager.', actions: secretsActions, invalidAction });
