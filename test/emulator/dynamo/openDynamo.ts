import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Dynamo } from '../../../emulator/dynamo/dynamo.ts';
import { listen } from '../../../local/machine/listen.ts';

/** The embedded DynamoDB over the wire. */
export interface OpenDynamo {
  /** It has the database in `db`. */
  folder: string;
  client: DynamoDBClient;
  close(): Promise<void>;
}

export async function openDynamo(): Promise<OpenDynamo> {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-dynamo-'));
  const dynamo = new Dynamo(join(folder, 'db'));
  const server = createServer((request, response) => dynamo.handle(request, response));
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const close = async () => {
    client.destroy();
    await new Promise(done => server.close(done));
    await dynamo.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, client, close };
}
