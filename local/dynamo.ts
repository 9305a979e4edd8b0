import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

/** DynamoDB on disk: dynalite on LevelDB, behind the runtime's own server. */
export class Dynamo {
  readonly #server: ReturnType<typeof dynalite>;

  constructor(folder: string) {
    // Tables are there at once; AWS takes some seconds.
    this.#server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  }

  /** Answers a request that nobody has read from yet. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#server.emit('request', request, response);
  }

  close(): Promise<void> {
    return new Promise(resolve => this.#server.close(() => resolve()));
  }
}

/** Makes a table of the template's properties, unless it is there. */
export async function ensureTable(
  client: DynamoDBClient,
  properties: CreateTableCommandInput,
): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: properties.TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await client.send(new CreateTableCommand(properties));
    await waitUntilTableExists(
      { client, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 },
      { TableName: properties.TableName },
    );
  }
}
