import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

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
