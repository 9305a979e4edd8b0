import { describe, expect, it } from 'vitest';
import { readDeployment, writeDeployment } from '../../contract/deployment.ts';
import { ConfigError } from '../../failures/configError.ts';

const rendition = (name: string) =>
  JSON.stringify({
    name,
    queueUrl: `http://127.0.0.1:4566/000000000000/fanreel-${name}`,
    dlqUrl: `http://127.0.0.1:4566/000000000000/fanreel-${name}-dlq`,
    dlqArn: `arn:aws:sqs:us-east-1:000000000000:fanreel-${name}-dlq`,
    subscriptionDlqUrl: `http://127.0.0.1:4566/000000000000/fanreel-${name}-subscription-dlq`,
    bucket: `fanreel-${name}`,
    function: `fanreel-${name}`,
  });

const outputs = {
  InputBucket: 'fanreel-input',
  UploadsTopicArn: 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads',
  StatusTopicArn: 'arn:aws:sns:us-east-1:000000000000:fanreel-status',
  LedgerTable: 'fanreel-jobs',
  ReconcileQueueUrl: 'http://127.0.0.1:4566/000000000000/fanreel-reconcile',
  Rendition1080p: rendition('1080p'),
  Rendition720p: rendition('720p'),
};

describe('a deployment', () => {
  it('reads the outputs, with the renditions in order of their numbers', () => {
    const { renditions, ...rest } = readDeployment(outputs);
    expect(rest).toEqual({
      inputBucket: 'fanreel-input',
      uploadsTopicArn: outputs.UploadsTopicArn,
      reconcileQueueUrl: outputs.ReconcileQueueUrl,
      statusTopicArn: outputs.StatusTopicArn,
      ledgerTable: 'fanreel-jobs',
    });
    expect(renditions.map(one => one.name)).toEqual(['720p', '1080p']);
    expect(renditions[0]?.bucket).toBe('fanreel-720p');
  });

  it('leaves outputs of others alone', () => {
    expect(readDeployment({ ...outputs, SomebodysUrl: 'https://example.com' }).ledgerTable).toBe(
      'fanreel-jobs',
    );
  });

  it('reads what is written, by the names that earlier versions gave', () => {
    expect(writeDeployment(readDeployment(outputs))).toEqual(outputs);
  });

  it('reads a rendition of which a later version tells more', () => {
    const more = { ...JSON.parse(outputs.Rendition720p), alarms: 3 };
    const { renditions } = readDeployment({ ...outputs, Rendition720p: JSON.stringify(more) });
    expect(renditions[0]).toEqual(JSON.parse(outputs.Rendition720p));
  });

  const { Rendition1080p, Rendition720p, ...withoutRenditions } = outputs;

  it.each<[string, Record<string, string | undefined>]>([
    ['InputBucket', { ...outputs, InputBucket: undefined }],
    ['Rendition...', withoutRenditions],
    ['Rendition720p.dlqArn', { ...outputs, Rendition720p: rendition('720p').replace('arn:', 'urn:') }],
    ['Rendition720p', { ...outputs, Rendition720p: '{' }],
  ])('names %s when that output is missing or wrong', (name, wrong) => {
    expect(() => readDeployment(wrong)).toThrow(ConfigError);
    expect(() => readDeployment(wrong)).toThrow(new RegExp(`${name}: .*\\.$`));
  });
});
