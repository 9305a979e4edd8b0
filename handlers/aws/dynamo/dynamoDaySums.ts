import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type DaySum,
  daySumKey,
  type Reservation,
  readDaySum,
  reservationName,
  SPENT,
} from '../../../contract/ledger/daySum.ts';
import { EXPIRES_AT } from '../../../contract/ledgerTable.ts';
import type { DaySums } from '../../../pipeline/ports/daySums.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { conditionally } from './items/conditionally.ts';
import { LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';

/** One item a day in the ledger's table, changed by one conditional write at a time. */
export function dynamoDaySums(dynamo: DynamoDBDocumentClient, options: LedgerOptions): DaySums {
  const items = new LedgerItems(dynamo, options);
  const sumOf = async (day: string) => readDaySum(day, await items.getItem(daySumKey(day)));
  const change = (of: Reservation, UpdateExpression: string, condition: string, values: object) =>
    conditionally(() =>
      dynamo.send(
        new UpdateCommand({
          ...{ TableName: options.table, Key: daySumKey(of.day), UpdateExpression },
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#spent': SPENT, '#open': reservationName(of) },
          ExpressionAttributeValues: { ...values },
        }),
      ),
    );
  return {
    reserve: async (of, usd, limitUsd) => {
      if (limitUsd !== null && usd > limitUsd) return false;
      const hasRoom = ' AND (attribute_not_exists(#spent) OR #spent <= :room)';
      const room = limitUsd === null ? {} : { ':room': roundedUsd(limitUsd - usd) };
      const isReserved = await change(
        of,
        `SET #spent = if_not_exists(#spent, :none) + :usd, #open = :usd, ${EXPIRES_AT} = :expiresAt`,
        `attribute_not_exists(#open)${limitUsd === null ? '' : hasRoom}`,
        { ':none': 0, ':usd': usd, ':expiresAt': items.expiresAt(), ...room },
      );
      // The answer to the first try may be lost, and the second then meets what that has written.
      return isReserved || openIn(await sumOf(of.day), of) !== undefined;
    },
    settle: async (of, usd) => {
      const reserved = openIn(await sumOf(of.day), of);
      if (!reserved) return;
      await change(of, 'SET #spent = #spent + :more REMOVE #open', '#open = :reserved', {
        ':more': roundedUsd(usd - reserved.usd),
        ':reserved': reserved.usd,
      });
    },
    of: sumOf,
  };
}

function openIn({ open }: DaySum, of: Reservation) {
  return open.find(one => one.of.jobId === of.jobId && one.of.attempt === of.attempt);
}
