import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretsHandler } from '../../../emulator/secrets/secretsHandler.ts';
import { SecretsStore } from '../../../emulator/secrets/secretsStore.ts';
import { listen } from '../../../local/machine/listen.ts';
import { awsCliJson } from '../../fixtures/awsCli.ts';

let folder: string;
let server: Server;
let endpoint: string;
let client: SecretsManagerClient;
const at = (name: string) => join(folder, name);
const openStore = () => new SecretsStore(at('secrets.json'), at('secrets.key'));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-secrets-'));
  const answer = secretsHandler(openStore());
  server = createServer(async (request, response) => answer(request, response, await buffer(request)));
  endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
  rmSync(folder, { recursive: true });
});

const create = (Name: string, SecretString: string) =>
  client.send(new CreateSecretCommand({ Name, SecretString }));
const get = (SecretId: string, more = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));

describe('a secret', () => {
  it('is had by its name and by its ARN, and is text or bytes', async () => {
    const { ARN = '', VersionId } = await create('api/key', 'sesame');
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:api\/key-[0-9a-f]{6}$/);
    expect(await get(ARN)).toMatchObject({ Name: 'api/key', SecretString: 'sesame', VersionId });
    const SecretBinary = Buffer.from([0, 255]);
    await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary }));
    expect(Buffer.from((await get('bytes')).SecretBinary ?? [])).toEqual(SecretBinary);
  });

  it('has a new value beside the one before', async () => {
    await create('k', 'old');
    await client.send(new PutSecretValueCommand({ SecretId: 'k', SecretString: 'new' }));
    expect(await get('k')).toMatchObject({ SecretString: 'new', VersionStages: ['AWSCURRENT'] });
    expect(await get('k', { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'old' });
    await expect(get('k', { VersionId: 'other' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is listed without its value, and gone once it is deleted', async () => {
    await create('k', 'sesame');
    const { SecretList } = await client.send(new ListSecretsCommand({}));
    expect(SecretList).toMatchObject([{ Name: 'k', CreatedDate: expect.any(Date) }]);
    expect(JSON.stringify(SecretList)).not.toContain('sesame');
    await client.send(new DeleteSecretCommand({ SecretId: 'k', ForceDeleteWithoutRecovery: true }));
    await expect(get('k')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('is made once, with one value, under a name that can be one', async () => {
    await create('k', 'a');
    await expect(create('k', 'b')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    await expect(create('a b', 'c')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(client.send(new CreateSecretCommand({ Name: 'none' }))).rejects.toMatchObject({
      message: expect.stringContaining('SecretString'),
    });
  });

  it('is what the AWS CLI says and is told', async () => {
    await awsCliJson(
      endpoint,
      'secretsmanager',
      'create-secret',
      '--name',
      'cli',
      '--secret-string',
      'sesame',
    );
    const told = await awsCliJson(endpoint, 'secretsmanager', 'get-secret-value', '--secret-id', 'cli');
    expect(told).toMatchObject({ Name: 'cli', SecretString: 'sesame' });
  });
});

describe('on the disk', () => {
  it('a secret is sealed, for the owner alone, and there after a start', async () => {
    await create('k', 'sesame');
    expect(readFileSync(at('secrets.json'), 'utf8')).not.toContain('sesame');
    for (const name of ['secrets.json', 'secrets.key']) expect(statSync(at(name)).mode & 0o777).toBe(0o600);
    const again = openStore();
    const secret = again.find('k');
    expect(secret.versions.map(version => again.valueOf(secret, version))).toEqual([
      { SecretString: 'sesame' },
    ]);
  });

  it('a value cannot be put in the place of another one', async () => {
    await create('a', 'first');
    await create('b', 'second');
    const file = JSON.parse(readFileSync(at('secrets.json'), 'utf8'));
    file.secrets[0].versions[0].sealed = file.secrets[1].versions[0].sealed;
    writeFileSync(at('secrets.json'), JSON.stringify(file));
    const store = openStore();
    const [first] = store.list();
    const [version] = first?.versions ?? [];
    if (!first || !version) throw new Error('There is none.');
    expect(() => store.valueOf(first, version)).toThrow(/can't decrypt/);
  });

  it('a file of another version, or a key that is none, is left as it is', () => {
    writeFileSync(at('secrets.json'), '{"layout":2,"secrets":[]}');
    expect(openStore).toThrow(/layout 2/);
    writeFileSync(at('secrets.key'), 'short');
    expect(openStore).toThrow(/holds no key/);
  });
});
