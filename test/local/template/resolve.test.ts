import { expect, it } from 'vitest';
import { identify } from '../../../local/template/identify.ts';
import { pseudoParameters } from '../../../local/template/pseudoParameters.ts';
import { resolve } from '../../../local/template/resolve.ts';

const identities = pseudoParameters('fanreel');
identities.set('Queue', { ref: 'http://q', attributes: { Arn: 'arn:q', QueueName: 'q' } });

it.each([
  [{ Ref: 'AWS::AccountId' }, '000000000000'],
  [{ Ref: 'Queue' }, 'http://q'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:q'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own form
  [{ 'Fn::Sub': 'x-${AWS::Region}-${Queue.QueueName}' }, 'x-us-east-1-q'],
  [
    { a: [{ b: { Ref: 'Queue' } }], c: 1, d: true },
    { a: [{ b: 'http://q' }], c: 1, d: true },
  ],
  [{ kept: 1, dropped: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
])('works out %j', (value, expected) => {
  expect(resolve(value, identities)).toEqual(expected);
});

it.each([
  [{ Ref: 'Nobody' }, /refers to Nobody/],
  [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, /asks for Queue\.Colour/],
  [{ 'Fn::ImportValue': 'x' }, /uses Fn::ImportValue/],
])('refuses %j by name', (value, message) => {
  expect(() => resolve(value, identities)).toThrow(message);
});

it('refuses a resource type that it does not know, naming it, and lets pass what means nothing here', () => {
  const resource = (type: string) => ({ id: 'Thing', type, properties: {} });
  expect(() => identify(resource('AWS::Kinesis::Stream'), 'http://x')).toThrow(
    /does not know the resource type AWS::Kinesis::Stream \(Thing\)/,
  );
  expect(identify(resource('AWS::CloudWatch::Alarm'), 'http://x').ref).toBe('Thing');
});
