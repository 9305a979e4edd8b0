import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { serve } from '../sqs/serve.ts';

test('every caller is the one local account', async () => {
  const sts = new STSClient((await serve()).client);
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:user/local',
  });
});

test('a role can be assumed, for as long as asked', async () => {
  const sts = new STSClient((await serve()).client);
  const RoleArn = 'arn:aws:iam::000000000000:role/path/worker';
  const input = { RoleArn, RoleSessionName: 'me', DurationSeconds: 900 };
  const before = Date.now();
  const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand(input));
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/worker/me');
  expect(Credentials?.Expiration?.getTime()).toBeGreaterThanOrEqual(before + 900_000);
  await expect(sts.send(new AssumeRoleCommand({ ...input, DurationSeconds: 1 }))).rejects.toThrow(
    /DurationSeconds is invalid/,
  );
});
