import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Environment } from '../../contract/environment.ts';
import { settledLedger } from '../../pipeline/budget/settledLedger.ts';
import type { Ledger } from '../../pipeline/ports/ledger.ts';
import { dynamoDaySums } from '../aws/dynamo/dynamoDaySums.ts';
import { dynamoLedger } from '../aws/dynamo/dynamoLedger.ts';

type LedgerEnvironment = Pick<
  Environment<'jobState'>,
  'LEDGER_TABLE' | 'LEASE_SECONDS' | 'JOB_DAYS' | 'BUDGET_PER_DAY_USD'
>;

/** The ledger as a function uses it; without a budget of the day nobody adds up what is spent. */
export function makeLedger(env: LedgerEnvironment, dynamo: DynamoDBDocumentClient): Ledger {
  const options = { table: env.LEDGER_TABLE, leaseSeconds: env.LEASE_SECONDS, jobDays: env.JOB_DAYS };
  const ledger = dynamoLedger(dynamo, options);
  return env.BUDGET_PER_DAY_USD === undefined
    ? ledger
    : settledLedger(ledger, dynamoDaySums(dynamo, options));
}
