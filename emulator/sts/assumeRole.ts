import { z } from 'zod';
import { ACCOUNT } from '../account.ts';
import { action } from '../query/action.ts';
import { AwsError } from '../query/awsError.ts';

const validationError = (message: string): AwsError => new AwsError({ code: 'ValidationError', message });

const schema = z.object({
  RoleArn: z.string(),
  RoleSessionName: z.string(),
  DurationSeconds: z.coerce.number().int().min(900).max(43_200).default(3_600),
});

/** Credentials that open nothing: no local service looks at them. */
export const assumeRole = action<null, typeof schema>(
  schema,
  {
    missing: name => validationError(`${name} must not be null.`),
    invalid: (name, reason) => validationError(`${name} is invalid: ${reason}`),
  },
  (_, { RoleArn, RoleSessionName, DurationSeconds }) => ({
    Credentials: {
      AccessKeyId: 'ASIALOCAL00000000000',
      SecretAccessKey: 'local',
      SessionToken: 'local',
      Expiration: new Date(Date.now() + DurationSeconds * 1_000).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROALOCAL:${RoleSessionName}`,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${RoleArn.split('/').pop()}/${RoleSessionName}`,
    },
  }),
);
