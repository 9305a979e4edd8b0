import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ApiClient } from '../../../../handlers/aws/api/apiClient.ts';
import { SecretValues } from '../../../../handlers/aws/outside/secretValue.ts';
import { listen } from '../../../../local/machine/listen.ts';
import type { ClipApi } from '../../../../presets/api/apiSchema.ts';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answering = (asked: Asked, response: ServerResponse) => void;

/** An API of this machine that answers as a test says, and keeps what it was asked. */
export async function serveApi() {
  const asked: Asked[] = [];
  let answering: Answering = (_, response) => void response.writeHead(404).end();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    asked.push(one);
    answering(one, response);
  });
  const baseUrl = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    baseUrl,
    asked,
    answer: (with_: Answering) => {
      asked.length = 0;
      answering = with_;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

export const json = (response: ServerResponse, body: unknown) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Secrets Manager, as far as it is asked: each value in its turn, the last one from then on. */
export function secretsOf(...values: string[]): SecretValues {
  let count = 0;
  const send = async () => {
    const SecretString = values[Math.min(count, values.length - 1)];
    count += 1;
    return { SecretString };
  };
  return new SecretValues({ send } as Pick<SecretsManagerClient, 'send'>);
}

export function clientOf(
  api: Partial<ClipApi> & Pick<ClipApi, 'baseUrl'>,
  { secrets = secretsOf('s'), loopback = true } = {},
) {
  return new ApiClient({ timeoutSeconds: 2, retries: 0, ...api }, secrets, { loopback });
}
