import { expect, test } from 'vitest';
import { matchesFilter } from '../../../../emulator/sns/filter/matchesFilter.ts';
import { readFilter } from '../../../../emulator/sns/filter/readFilter.ts';

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });
const list = (values: unknown[]) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });

test.each([
  [{ rendition: ['720p', { exists: false }] }, {}, true],
  [{ rendition: ['720p', { exists: false }] }, { rendition: text('720p') }, true],
  [{ rendition: ['720p', { exists: false }] }, { rendition: text('1080p') }, false],
  [{ a: [{ exists: true }] }, { a: text('') }, true],
  [{ a: [{ exists: true }] }, { a: { DataType: 'Binary', BinaryValue: 'AA==' } }, false],
  [{ a: [{ prefix: '72' }] }, { a: text('720p') }, true],
  [{ a: [{ suffix: 'p' }] }, { a: text('720i') }, false],
  [{ a: [{ 'equals-ignore-case': 'HD' }] }, { a: text('hd') }, true],
  [{ a: [{ 'anything-but': 'x' }] }, { a: text('y') }, true],
  [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: text('y') }, false],
  [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: text('xy') }, false],
  [{ a: [{ 'anything-but': 'x' }] }, {}, false],
  [{ a: [{ numeric: ['>=', 1, '<', 5] }] }, { a: number('4.9') }, true],
  [{ a: [{ numeric: ['>=', 1, '<', 5] }] }, { a: number('5') }, false],
  [{ a: [{ numeric: ['=', 3] }] }, { a: text('3') }, false],
  [{ a: [3] }, { a: number('3.0') }, true],
  [{ a: ['3'] }, { a: number('3') }, false],
  [{ a: ['y'] }, { a: list(['x', 'y']) }, true],
  [{ a: [null, true] }, { a: list([true]) }, true],
  [{ a: ['x'], b: ['y'] }, { a: text('x') }, false],
  [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, true],
  [{ c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, false],
])('the attribute policy %j meets %j: %s', (policy, attributes, expected) => {
  const published = { message: 'x', attributes };
  expect(matchesFilter(readFilter(policy), 'MessageAttributes', published)).toBe(expected);
});

test.each([
  [{ state: ['failed'] }, '{"state":"failed"}', true],
  [{ source: { key: [{ suffix: '.mp4' }] } }, '{"source":{"key":"a.mp4"}}', true],
  [{ source: { key: [{ suffix: '.mp4' }] } }, '{"source":"a.mp4"}', false],
  [
    { Records: { eventName: [{ prefix: 'ObjectCreated' }] } },
    '{"Records":[{"eventName":"ObjectCreated:Put"}]}',
    true,
  ],
  [{ state: [{ exists: false }] }, '{}', true],
  [{ n: [{ numeric: ['<', 2] }] }, '{"n":1}', true],
  [{ state: ['failed'] }, 'not json', false],
  [{ state: [{ exists: false }] }, '[]', false],
])('the body policy %j meets %s: %s', (policy, message, expected) => {
  expect(matchesFilter(readFilter(policy), 'MessageBody', { message, attributes: {} })).toBe(expected);
});

test.each([
  [{ a: 'x' }, /FilterPolicy Reason: a must be a JSON object/],
  [{ a: { b: [{ wildcard: '*' }] } }, /"a\.b" must list exact values/],
  [{ a: [] }, /"a" must list/],
  ['{', /failed to parse JSON/],
])('the policy %j is refused with a reason', (policy, reason) => {
  expect(() => readFilter(policy)).toThrow(reason);
});
