import { describe, expect, it } from 'vitest';
import { explainIssues } from '../../presets/schema/explainIssues.ts';
import { loadProfile } from '../../profiles/index.ts';
import { type Profile, profileSchema } from '../../profiles/schema/profile.ts';

const local = await loadProfile('local');

const problemsOf = (profile: Partial<Profile>) =>
  profileSchema.safeParse({ ...local, ...profile }).error?.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));

describe('provisionedPollers', () => {
  it('are for films in pieces, and bring no more functions than may run', () => {
    const many = { function: { ...local.function, maxConcurrency: 20 } };
    expect(problemsOf({ ...many, segments: true, provisionedPollers: 2 })).toBeUndefined();
    expect(problemsOf({ ...many, provisionedPollers: 2 })).toEqual([
      { path: 'provisionedPollers', message: expect.stringMatching(/set segments as well/) },
    ]);
    expect(problemsOf({ ...many, segments: true, provisionedPollers: 3 })).toEqual([
      {
        path: 'provisionedPollers',
        message: expect.stringMatching(/more than function.maxConcurrency: raise that to 30/),
      },
    ]);
  });
});

describe('uploadOrigins', () => {
  it.each(['https://app.example.com', 'http://localhost:3000', 'https://app.example.com:8443'])(
    'takes %s',
    origin => {
      expect(problemsOf({ uploadOrigins: [origin] })).toBeUndefined();
    },
  );

  it.each([
    ...['*', 'https://*.example.com', 'app.example.com', 'https://app.example.com/', 'null', ''],
    ...['https://app.example.com:443', 'https://App.example.com', 'file:///x', 'https://a@app.example.com'],
  ])('refuses "%s", which is no exact origin', origin => {
    expect(problemsOf({ uploadOrigins: ['https://a.example', origin] })).toEqual([
      { path: 'uploadOrigins.1', message: expect.stringMatching(/^an exact origin, as browsers send it/) },
    ]);
  });

  it('is for a bucket of the stack only', () => {
    expect(problemsOf({ inputBucket: 'my-uploads' })).toEqual([
      { path: 'uploadOrigins', message: expect.stringMatching(/set those of the inputBucket there/) },
    ]);
    expect(problemsOf({ inputBucket: 'my-uploads', uploadOrigins: [] })).toBeUndefined();
  });

  it('is empty on AWS, until somebody names one', async () => {
    for (const name of ['staging', 'production']) {
      expect((await loadProfile(name)).uploadOrigins ?? []).toEqual([]);
    }
  });
});

it.each(Object.keys(profileSchema.shape))('says of a wrong %s what would be right', name => {
  const data = { ...local, [name]: { nonsense: 5 } };
  const { error } = profileSchema.safeParse(data);
  const said = error && explainIssues(error, data, profileSchema);
  expect(said).toMatch(new RegExp(`\\b${name}\\b`));
  expect(said).toMatch(/expected|valid are/);
});

it('says in its own words why a field has to be there that depends on another one', () => {
  const data = { ...local, compute: 'ecs' };
  const { error } = profileSchema.safeParse(data);
  expect(error && explainIssues(error, data, profileSchema)).toMatch(
    /^containers: says how large a worker is, and has to be there where/,
  );
});
