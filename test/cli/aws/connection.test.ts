import { devNull } from 'node:os';
import { describe, expect, it } from 'vitest';
import { connectionFrom } from '../../../cli/aws/connection.ts';

describe('connectionFrom', () => {
  it('talks to the local runtime with made-up credentials unless told otherwise', () => {
    const { endpoint, clientConfig } = connectionFrom({ stack: 'fanreel' }, {});
    expect(endpoint).toBe('http://127.0.0.1:4566');
    expect(clientConfig).toMatchObject({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  });

  it('prefers --endpoint to AWS_ENDPOINT_URL', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    expect(connectionFrom({ stack: 'x' }, { ...env }).endpoint).toBe('http://127.0.0.1:1');
    expect(connectionFrom({ stack: 'x', endpoint: 'http://127.0.0.1:2/' }, env).endpoint).toBe(
      'http://127.0.0.1:2',
    );
  });

  it("keeps the user's AWS profile out of a local conversation", () => {
    const env: NodeJS.ProcessEnv = { AWS_PROFILE: 'work', AWS_USE_FIPS_ENDPOINT: 'true' };
    connectionFrom({ stack: 'fanreel' }, env);
    expect(env).toEqual({ AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });
  });

  it('leaves everything to the SDK with --aws, and no endpoint from the environment', () => {
    const env: NodeJS.ProcessEnv = {
      AWS_ENDPOINT_URL: 'http://x',
      AWS_ENDPOINT_URL_S3: 'http://x',
      AWS_PROFILE: 'work',
    };
    const { endpoint, clientConfig } = connectionFrom({ stack: 'fanreel', aws: true }, env);
    expect(endpoint).toBeNull();
    expect(Object.keys(clientConfig)).toEqual(['requestHandler']);
    expect(env).toEqual({ AWS_PROFILE: 'work' });
  });
});
