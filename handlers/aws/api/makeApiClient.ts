import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClipApi } from '../../../presets/api/apiSchema.ts';
import { SMALL_TIMEOUTS } from '../clients.ts';
import { reachOf } from '../outside/checkedLookup.ts';
import { SecretValues } from '../outside/secretValue.ts';
import { ApiClient } from './apiClient.ts';

let secrets: SecretValues | undefined;

/** The API of a preset. */
export function makeApiClient(api: ClipApi, env: { AWS_ENDPOINT_URL?: string }): ApiClient {
  // One for all of a process, so that a secret is asked for once.
  secrets ??= new SecretValues(new SecretsManagerClient({ requestHandler: SMALL_TIMEOUTS, maxAttempts: 4 }));
  return new ApiClient(api, secrets, reachOf(env));
}
