import { expect, it } from 'vitest';
import { ConfigError } from '../../failures/configError.ts';
import { presetsOf } from '../../profiles/index.ts';
import local from '../../profiles/local.ts';
import {
  computeOf,
  containersOn,
  graceSecondsOf,
  messagesAWorkerOf,
} from '../../profiles/schema/containers.ts';
import { profileSchema } from '../../profiles/schema/profile.ts';

const containers = {
  vcpus: 4,
  memoryMb: 8_192,
  scratchMb: 51_200,
  architecture: 'arm64',
  timeoutSeconds: 21_600,
  maxWorkers: 10,
} as const;

const wrongOf = (fields: object) => {
  const { error } = profileSchema.safeParse({ ...local, ...fields });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

it.each([
  [{}, 'lambda', undefined],
  [{ containers }, 'lambda', undefined],
  [{ compute: 'ecs', containers }, 'ecs', 'ecs'],
  [{ compute: { '1080p': 'ecs' }, containers }, 'lambda', undefined],
  [{ compute: { '720p': 'kubernetes' }, containers }, 'kubernetes', 'kubernetes'],
  [{ containers: { ...containers, longJobs: 'ecs' } }, 'lambda', 'ecs'],
] as const)('of %o a rendition is made by %s, and has containers on %s', (fields, compute, on) => {
  const profile = profileSchema.parse({ ...local, ...fields });
  expect(computeOf(profile, '720p')).toBe(compute);
  expect(containersOn(profile, '720p')).toBe(on);
});

it('says what is usual where nothing is said', () => {
  expect([messagesAWorkerOf(containers), graceSecondsOf(containers)]).toEqual([3, 120]);
});

it.each([
  [{ compute: 'ecs' }, 'containers: says how large a worker is'],
  [{ compute: { '720p': 'kubernetes' } }, 'containers: says how large a worker is'],
  [
    { compute: 'ecs', containers: { ...containers, memoryMb: 4_096 } },
    'containers.memoryMb: Fargate has from 8192 to 30720 MB',
  ],
  [
    { compute: 'ecs', containers: { ...containers, vcpus: 8, memoryMb: 17_408 } },
    'in steps of 4096 for 8 cores',
  ],
  [{ containers: { ...containers, longJobs: 'ecs', memoryMb: 4_096 } }, 'containers.memoryMb: Fargate'],
  [{ compute: 'ecs', containers: { ...containers, vcpus: 3 } }, 'containers.vcpus: '],
  [
    { compute: 'ecs', containers: { ...containers, graceSeconds: 121 } },
    'containers.graceSeconds: ECS gives a worker 120 s at most',
  ],
  [
    { compute: 'kubernetes', containers: { ...containers, cluster: { namespace: 'Video' } } },
    'containers.cluster.namespace: lower-case letters',
  ],
  [
    {
      compute: 'kubernetes',
      containers: { ...containers, cluster: { oidcIssuer: 'oidc.eks.amazonaws.com/id/1' } },
    },
    'containers.cluster.oidcIssuer: an address such as https://oidc.eks.',
  ],
  [
    { compute: 'ecs', containers: { ...containers, scratchMb: 199 * 1_024 + 1 } },
    'containers.scratchMb: Fargate has 200 GiB at most',
  ],
  [
    { compute: 'kubernetes', containers: { ...containers, memoryMb: 0 } },
    'containers.memoryMb: Too small: expected number to be >=1024',
  ],
  [
    { compute: 'kubernetes', containers: { ...containers, image: 'fanreel :1' } },
    'containers.image: a reference such as registry',
  ],
  [{ compute: 'docker', containers }, 'compute: expected one of "lambda"|"ecs"|"kubernetes", or one of'],
  [
    { compute: { '720p': 'ec2' }, containers },
    'compute: expected one of "lambda"|"ecs"|"kubernetes", or one',
  ],
  [{ compute: 'ecs', containers, reconcileMinutes: 301 }, 'reconcileMinutes: is 300 at most'],
])('refuses %o', (fields, said) => {
  expect(wrongOf(fields).join('\n')).toContain(said);
});

it('lets a worker on ECS have all of the scratch that Fargate has beside the image, and one on Kubernetes more', () => {
  expect(wrongOf({ compute: 'ecs', containers: { ...containers, scratchMb: 199 * 1_024 } })).toEqual([]);
  expect(wrongOf({ compute: 'kubernetes', containers: { ...containers, scratchMb: 204_800 } })).toEqual([]);
});

it('leaves Kubernetes as much memory as it likes, and the look for what is overdue as seldom', () => {
  const fields = { compute: 'kubernetes', containers: { ...containers, memoryMb: 4_096 } };
  expect(wrongOf({ ...fields, reconcileMinutes: 1_440 })).toEqual([]);
});

it('lets a worker on Kubernetes have as long to end as a job may take', () => {
  const patient = { ...containers, graceSeconds: containers.timeoutSeconds };
  expect(wrongOf({ compute: 'kubernetes', containers: patient })).toEqual([]);
});

it('refuses to place a rendition that the profile has not, rather than to leave the one that was meant in its function', async () => {
  const placed = (fields: object) => presetsOf(profileSchema.parse({ ...local, containers, ...fields }));
  await expect(placed({ compute: { '721p': 'ecs' } })).rejects.toThrow(
    'compute names "721p", which the profile has no rendition of; there are: 720p, 1080p,',
  );
  await expect(placed({ presets: ['720p'], compute: { '1080p': 'ecs' } })).rejects.toThrow(ConfigError);
  expect([...(await placed({ presets: ['720p'], compute: { '720p': 'ecs' } })).keys()]).toEqual(['720p']);
});
