import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LEDGER_KEY } from '../../../contract/ledgerTable.ts';
import { ensureTable, openEmulator } from '../../../emulator/index.ts';
import { dynamoSourceRuns } from '../../../handlers/aws/dynamo/dynamoSourceRuns.ts';
import { listen } from '../../../local/machine/listen.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';

const TABLE = 'jobs';

/** A table with runs in it, over the wire. */
export interface LedgerOfRuns {
  documents: DynamoDBDocumentClient;
  runs: SourceRuns;
  close(): Promise<void>;
}

export async function openLedgerOfRuns(): Promise<LedgerOfRuns> {
  const folder = mkdtempSync(join(tmpdir(), 'runs-'));
  const server = createServer();
  const emulator = openEmulator(folder, `http://127.0.0.1:${await listen(server, 0)}`);
  const stack = { name: 'runs', outputs: {}, createdAt: new Date() };
  server.on('request', emulator.answer({ stack, guard: () => null, rest: [] }));
  await ensureTable(emulator.dynamo, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: LEDGER_KEY, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: LEDGER_KEY, KeyType: 'HASH' }],
  });
  const documents = DynamoDBDocumentClient.from(emulator.dynamo, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    documents,
    runs: dynamoSourceRuns(documents, { table: TABLE, jobDays: 1 }),
    close: async () => {
      await emulator.close();
      await new Promise(done => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}
