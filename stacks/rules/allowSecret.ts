import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { ClipApi } from '../../presets/api/apiSchema.ts';
import { allow } from './allow.ts';

/** Six characters that Secrets Manager puts behind a secret's name, which are known only once there is one. */
const SUFFIX = '-??????';

/** Lets a role read the one secret of an API, where it has one. */
export function allowSecret(role: Role, { secret }: ClipApi): void {
  if (!secret) return;
  const resourceName = secret.name + SUFFIX;
  const arn = Stack.of(role).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName,
  });
  allow(role, ['secretsmanager:GetSecretValue'], arn);
}
