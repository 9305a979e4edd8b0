import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MeteredClient, RequestMeter } from '../../../handlers/aws/requestMeter.ts';
import { NOTED_OF_ITS_SOURCE } from '../../../pipeline/attempt/requestsAround.ts';
import type { SourceNews } from '../../../pipeline/ports/statuses.ts';
import { type LedgerOfRuns, openLedgerOfRuns } from './ledgerOfRuns.ts';
import { notice, take } from './notices.ts';

const NAMES = ['240p', '480p', '720p', '1080p', 'thumbnails'];

let ledger: LedgerOfRuns;

beforeAll(async () => {
  ledger = await openLedgerOfRuns();
});

afterAll(() => ledger?.close());

it('of a source of five renditions, to note each and to tell of all takes as few units as an attempt is billed for', async () => {
  const meter = new RequestMeter();
  meter.watch(ledger.documents as MeteredClient);
  const told: SourceNews[] = [];
  for (const name of NAMES) told.push(...(await take(notice(name, '10:00:31'), NAMES, ledger.runs)));
  const { writeUnits, readUnits } = meter.take();
  console.log(`${NAMES.length} renditions of a source: ${writeUnits} write units.`);
  expect(told).toHaveLength(1);
  expect(readUnits).toBe(0);
  expect(Math.ceil(writeUnits / NAMES.length)).toBe(NOTED_OF_ITS_SOURCE.writeUnits);
});
