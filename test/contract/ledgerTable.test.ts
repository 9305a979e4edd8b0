import { expect, it } from 'vitest';
import { dayOf, INDEXES, indexQuery, sourceIdOf } from '../../contract/ledgerTable.ts';

it('the indexes and what they sort by stay what deployed tables have', () => {
  expect(INDEXES).toEqual({
    bySource: { partition: 'sourceId', sort: 'updatedAt' },
    byState: { partition: 'state', sort: 'updatedAt' },
    byDay: { partition: 'day', sort: 'createdAt' },
    byBatch: { partition: 'batch', sort: 'createdAt' },
    untold: { partition: 'untold', sort: 'updatedAt' },
  });
});

it('an item is found by the source and the day that earlier versions wrote', () => {
  expect(sourceIdOf({ bucket: 'fanreel-input', key: 'a/b.mov' })).toBe('fanreel-input/a/b.mov');
  expect(dayOf('2026-11-20T10:00:10.000Z')).toBe('2026-11-20');
});

it('a query names its attributes, since some are reserved words, and no more than it uses', () => {
  expect(indexQuery('byState', 'running')).toEqual({
    IndexName: 'byState',
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: { '#partition': 'state' },
    ExpressionAttributeValues: { ':partition': 'running' },
  });
});

it.each([
  [{ before: '2026' }, '<'],
  [{ since: '2026' }, '>='],
])('a query of %o compares the sort attribute', (sortedBy, operator) => {
  expect(indexQuery('byDay', '2026-11-20', sortedBy)).toMatchObject({
    KeyConditionExpression: `#partition = :partition AND #sort ${operator} :sort`,
    ExpressionAttributeNames: { '#sort': 'createdAt' },
    ExpressionAttributeValues: { ':sort': '2026' },
  });
});
