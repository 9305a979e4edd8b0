import { expect, it } from 'vitest';
import { apiUrl } from '../../../presets/api/apiPath.ts';
import { apiSchema } from '../../../presets/api/apiSchema.ts';

const api = { baseUrl: 'https://api.example.com/v1', timeoutSeconds: 5, retries: 2 };
const wrong = (more: object) =>
  apiSchema.safeParse({ ...api, ...more }).error?.issues.map(({ message }) => message);

it.each([
  'https://api.example.com/v1/',
  'https://8.8.8.8',
  'http://127.0.0.1:8080',
  'http://localhost',
  'http://[::1]:80',
])('%s is an address', baseUrl => {
  expect(wrong({ baseUrl })).toBe(undefined);
});

it.each([
  ['api.example.com', 'is no address'],
  ['ftp://api.example.com', 'is no address'],
  ['http://api.example.com', 'is not https'],
  ['https://me:secret@api.example.com', 'has a password'],
  ['https://api.example.com/?key=1', 'has more than a path'],
  ['https://10.1.2.3', 'not all of the internet reaches'],
  ['https://169.254.169.254', 'not all of the internet reaches'],
  ['https://0xA9FEA9FE', 'not all of the internet reaches'],
  ['https://[::ffff:8.8.8.8]', 'not all of the internet reaches'],
])('%s is refused, since it %s', (baseUrl, why) => {
  expect(wrong({ baseUrl })).toEqual([expect.stringContaining(why)]);
});

it.each(['cameras', '//evil.example/x', '/\\evil.example', '/a b', '/a#b', '/{name}', '/{camera'])(
  '%s is no path',
  camera => {
    expect(wrong({ camera })).toHaveLength(1);
  },
);

it('what a path is filled with stays in its place', () => {
  const values = { camera: '../admin?x=1#', alias: 'a/b', fromMs: 0, toMs: 1_000 };
  const path = '/c/{camera}/{alias}?from={fromMs}&to={to}';
  expect(apiUrl(api.baseUrl, path, values).href).toBe(
    'https://api.example.com/v1/c/..%2Fadmin%3Fx%3D1%23/a%2Fb?from=0&to=1970-01-01T00%3A00%3A01.000Z',
  );
});
