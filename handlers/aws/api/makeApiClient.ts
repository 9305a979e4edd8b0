import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isThisMachine } from '../../../presets/api/address.ts';
import type { ClipApi } from '../../../presets/api/apiSchema.ts';
import { SMALL_TIMEOUTS } from '../clients.ts';
import { ApiClient } from './apiClient.ts';
import { SecretValues } from './secretValue.ts';

let secrets: SecretValues | undefined;

/** The API of a preset. Where AWS itself is this machine, which only the local run's is, an API of this machine may be called. */
export function makeApiClient(api: ClipApi, env: { AWS_ENDPOINT_URL?: string }): ApiClient {
  const aws = URL.parse(env.AWS_ENDPOINT_URL ?? '');
  // One for all of a process, so that a secret is asked for once.
  secrets ??= new SecretValues(new SecretsManagerClient({ requestHandler: SMALL_TIMEOUTS, maxAttempts: 4 }));
  return new ApiClient(api, secrets, { loopback: aws !== null && isThisMachine(aws) });
}
