import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  endName,
  type RenditionEnd,
  readRun,
  runKey,
  type SourceRun,
  writeRun,
} from '../../../contract/sourceRun.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';
import { LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';

/** One item a run in the ledger's table, an attribute for each rendition's end; each change is one write that tells what it led to. */
export function dynamoSourceRuns(
  dynamo: DynamoDBDocumentClient,
  options: Omit<LedgerOptions, 'leaseSeconds'>,
): SourceRuns {
  const items = new LedgerItems(dynamo, { ...options, leaseSeconds: 0 });
  const get = async (id: string) => {
    const item = await items.getItem(runKey({ id }));
    return item ? readRun(item) : null;
  };
  return {
    get,
    note: async (run, rendition, end) =>
      (await note(dynamo, { run, rendition, end, table: options.table, expiresAt: items.expiresAt() })) ??
      (await get(run.id)) ??
      run,
    tell: (seen, told) =>
      items.update(
        runKey(seen),
        { set: { told } },
        seen.told
          ? {
              expression: 'told.revision = :revision AND told.since = :since',
              values: { ':revision': seen.told.revision, ':since': seen.told.since },
            }
          : { expression: 'attribute_not_exists(told)' },
      ),
    published: async (run, told) => {
      const isSame = { expression: 'told.revision = :told', values: { ':told': told.revision } };
      await items.update(runKey(run), { set: { told: { ...told, isPublished: true } } }, isSame);
    },
  };
}

interface Note {
  run: SourceRun;
  rendition: string;
  end: RenditionEnd;
  table: string;
  expiresAt: number;
}

/** The run with that end in it; null where a later one is there. */
async function note(
  dynamo: DynamoDBDocumentClient,
  { run, rendition, end, table, expiresAt }: Note,
): Promise<SourceRun | null> {
  const fields = Object.entries({ ...writeRun(run, expiresAt), [endName(rendition)]: end });
  const names = fields.map(([name], index) => [`#f${index}`, name] as const);
  const [endPlace = ''] = names.at(-1) ?? [];
  try {
    const { Attributes = {} } = await dynamo.send(
      new UpdateCommand({
        ...{ TableName: table, Key: runKey(run), ReturnValues: 'ALL_NEW' },
        UpdateExpression: `SET ${names.map(([place], index) => `${place} = :f${index}`).join(', ')}`,
        // The same notice may come twice.
        ConditionExpression: `attribute_not_exists(${endPlace}) OR ${endPlace}.#order <= :order`,
        ExpressionAttributeNames: {
          ...Object.fromEntries(names),
          '#order': 'order' satisfies keyof RenditionEnd,
        },
        ExpressionAttributeValues: {
          ...Object.fromEntries(fields.map(([, value], index) => [`:f${index}`, value])),
          ':order': end.order,
        },
      }),
    );
    return readRun(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
