import { devNull } from 'node:os';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { LOCAL_CREDENTIALS, LOCAL_ENDPOINT, LOCAL_REGION } from './localPlace.ts';

/** The options every command that talks to a deployment has. */
export interface ConnectionOptions {
  endpoint?: string;
  aws?: boolean;
  stack: string;
  region?: string;
}

/** Who is talked to, and with which settings of the SDK's clients. */
export interface Connection {
  /** For sentences: an endpoint's URL, or null for AWS itself. */
  endpoint: string | null;
  stackName: string;
  clientConfig: ClientConfig;
}

export interface ClientConfig {
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle?: boolean;
  maxAttempts?: number;
  /** The SDK's clients wait for ever by default; milliseconds. */
  requestHandler: { connectionTimeout: number; socketTimeout: number };
}

const requestHandler = { connectionTimeout: 5_000, socketTimeout: 60_000 };

/**
 * Chooses between AWS and an endpoint: `--aws`, else `--endpoint`, AWS_ENDPOINT_URL, or the local runtime. Clears
 * the settings of the other choice from `env`, which the SDK reads by itself.
 * @throws {CommandError} 2 when the endpoint is not an http(s) URL.
 */
export function connectionFrom(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env): Connection {
  const base = { stackName: options.stack };
  if (options.aws) {
    forgetEndpoints(env);
    const region = options.region === undefined ? {} : { region: options.region };
    return { ...base, endpoint: null, clientConfig: { ...region, requestHandler } };
  }
  const endpoint = checkEndpoint(options.endpoint ?? (env.AWS_ENDPOINT_URL || LOCAL_ENDPOINT));
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID || LOCAL_CREDENTIALS.accessKeyId,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY || LOCAL_CREDENTIALS.secretAccessKey,
  };
  forgetProfile(env);
  const region = options.region ?? LOCAL_REGION;
  const clientConfig = { endpoint, region, credentials, forcePathStyle: true, requestHandler };
  return { ...base, endpoint, clientConfig };
}

function checkEndpoint(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new CommandError(2, `"${printable(text)}" is not an endpoint: give a URL such as ${LOCAL_ENDPOINT}.`);
}

/** Also those for one service, AWS_ENDPOINT_URL_S3 and the like. */
function forgetEndpoints(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env).filter(name => name.startsWith('AWS_ENDPOINT_URL'))) delete env[name];
}

/** A profile's credentials are none of a local endpoint's business, and its settings (FIPS, dual-stack) would break it. */
function forgetProfile(env: NodeJS.ProcessEnv): void {
  for (const name of ['AWS_PROFILE', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) delete env[name];
  env.AWS_CONFIG_FILE = devNull;
  env.AWS_SHARED_CREDENTIALS_FILE = devNull;
}
