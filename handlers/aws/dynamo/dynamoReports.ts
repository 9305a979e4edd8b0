import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  type ReconcileReport,
  type ReconcileRequest,
  writeReport,
} from '../../../contract/messages/reconcile.ts';

/** A report is for whoever asked and waits, seconds. */
const REPORT_SECONDS = 86_400;

/** What was found overdue, for whoever asked: an item of the ledger's table that soon expires. */
export function dynamoReports(dynamo: DynamoDBDocumentClient, table: string) {
  return {
    put: async (request: ReconcileRequest, report: ReconcileReport): Promise<void> => {
      const expiresAt = Math.floor(Date.now() / 1_000) + REPORT_SECONDS;
      await dynamo.send(new PutCommand({ TableName: table, Item: writeReport(request, report, expiresAt) }));
    },
  };
}
