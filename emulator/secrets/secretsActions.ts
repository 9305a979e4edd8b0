import { z } from 'zod';
import { type Action, action } from '../query/action.ts';
import { parameterErrors, versionNotFound } from './secretsErrors.ts';
import type { Secret, SecretsStore, SecretValue, SecretVersion } from './secretsStore.ts';

/** Secrets Manager's own limit, bytes. */
const MAX_VALUE = 65_536;

/** Of the newest version, and of the one before it. */
const STAGES = ['AWSCURRENT', 'AWSPREVIOUS'];

const value = z.string().min(1).max(MAX_VALUE).optional();
const valueShape = { SecretString: value, SecretBinary: value, ClientRequestToken: z.string().optional() };
const identified = { SecretId: z.string().min(1) };

function withOneValue<T extends z.ZodRawShape>(shape: T) {
  return z
    .object({ ...valueShape, ...shape })
    .refine(input => 'SecretString' in input !== 'SecretBinary' in input, {
      path: ['SecretString'],
      error: 'You must provide either SecretString or SecretBinary.',
    });
}

const createSchema = withOneValue({
  Name: z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/),
  Description: z.string().optional(),
});

const createSecret = action<SecretsStore, typeof createSchema>(
  createSchema,
  parameterErrors,
  (store, input) => {
    const { Name, Description: description, ClientRequestToken: id } = input;
    const secret = store.create(Name, valueIn(input), { id, description });
    return { ...named(secret), VersionId: secret.versions[0]?.id };
  },
);

const putSchema = withOneValue(identified);

const putSecretValue = action<SecretsStore, typeof putSchema>(putSchema, parameterErrors, (store, input) => {
  const secret = store.put(input.SecretId, valueIn(input), input.ClientRequestToken);
  return { ...named(secret), VersionId: secret.versions[0]?.id, VersionStages: STAGES.slice(0, 1) };
});

const getSchema = z.object({
  ...identified,
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

const getSecretValue = action<SecretsStore, typeof getSchema>(getSchema, parameterErrors, (store, input) => {
  const secret = store.find(input.SecretId);
  const version = versionOf(secret, input);
  return {
    ...named(secret),
    ...store.valueOf(secret, version),
    VersionId: version.id,
    VersionStages: [STAGES[secret.versions.indexOf(version)]],
    CreatedDate: version.createdAt,
  };
});

const deleteSchema = z.object(identified);

/** At once, where AWS waits for a week at least, in which the deletion can be undone. */
const deleteSecret = action<SecretsStore, typeof deleteSchema>(
  deleteSchema,
  parameterErrors,
  (store, input) => ({
    ...named(store.delete(input.SecretId)),
    DeletionDate: Date.now() / 1_000,
  }),
);

const listSecrets: Action<SecretsStore> = store => ({
  SecretList: store.list().map(secret => ({
    ...named(secret),
    Description: secret.description,
    CreatedDate: secret.createdAt,
    LastChangedDate: secret.versions[0]?.createdAt,
    SecretVersionsToStages: Object.fromEntries(secret.versions.map(({ id }, index) => [id, [STAGES[index]]])),
  })),
});

/** Every action that is answered, by its name on the wire. */
export const secretsActions: ReadonlyMap<string, Action<SecretsStore>> = new Map([
  ['CreateSecret', createSecret],
  ['DeleteSecret', deleteSecret],
  ['GetSecretValue', getSecretValue],
  ['ListSecrets', listSecrets],
  ['PutSecretValue', putSecretValue],
]);

function valueIn({
  SecretString,
  SecretBinary,
}: {
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
}): SecretValue {
  return SecretString === undefined ? { SecretBinary: SecretBinary ?? '' } : { SecretString };
}

function versionOf({ versions }: Secret, asked: z.infer<typeof getSchema>): SecretVersion {
  const stage = asked.VersionStage ?? (asked.VersionId === undefined ? STAGES[0] : undefined);
  const found = versions.find(
    ({ id }, index) => (stage === undefined || STAGES[index] === stage) && (asked.VersionId ?? id) === id,
  );
  if (!found) throw versionNotFound();
  return found;
}

function named({ arn, name }: Secret) {
  return { ARN: arn, Name: name };
}
