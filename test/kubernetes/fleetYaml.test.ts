import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { dashboardCommand } from '../../cli/commands/dashboard/command.ts';
import { IMAGE_LAYOUT } from '../../contract/compute/imageLayout.ts';
import type { Fleet } from '../../kubernetes/fleet.ts';
import { fleetManifests, fleetYaml } from '../../kubernetes/fleetYaml.ts';
import { crew, fleet, QUEUES } from './support/fleets.ts';
import { jobOf, type Manifest, ofKind, refusals } from './support/refusals.ts';

const LONG = crew('720p', { containers: { takes: 'long-jobs' } }, 'fanreel-720p-long');
const MANY = Array.from({ length: 24 }, (_, at) => crew(`r${at}`));

const FLEETS: [what: string, fleet: Fleet][] = [
  ['one rendition', fleet()],
  ['long jobs alone', fleet({ crews: [LONG] })],
  ['two dozen renditions', fleet({ crews: MANY })],
  [
    'names as long as they may be',
    fleet({ stack: 'a'.repeat(128), crews: [longNamed('a'), longNamed('b')] }),
  ],
  ['no dashboard', fleet({ dashboard: undefined })],
  ['a dashboard without an Ingress', fleet({ dashboard: { readOnly: true } })],
  ['roles by annotation', fleet({ crews: [crew('720p', { roleArn: 'arn:aws:iam::123456789012:role/r' })] })],
];

/** Prefix and rendition as long as a profile lets them be. */
function longNamed(last: string) {
  const rendition = 'r'.repeat(31) + last;
  return crew(rendition, {}, `${'p'.repeat(21)}-${rendition}-long`);
}

describe.each(FLEETS)('manifests of %s', (_what, told) => {
  const manifests = fleetManifests(told) as Manifest[];

  it('are as their schemas have them, and so are the jobs that KEDA creates', () => {
    const jobs = manifests.filter(({ kind }) => kind === 'ScaledJob').map(jobOf);
    expect([...manifests, ...jobs].flatMap(refusals)).toEqual([]);
  });

  it('have names that are DNS labels, short enough for the pods of their jobs, each of its kind once', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of manifests)
      expect(metadata.name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/);
  });

  it('have values of labels that Kubernetes takes', () => {
    for (const { metadata } of manifests)
      for (const value of Object.values(metadata.labels ?? {})) expect(value).toMatch(/^[\w.-]{1,63}$/);
  });

  it('are the same whenever they are made', () => {
    expect(fleetYaml(structuredClone(told))).toBe(fleetYaml(told));
  });

  it('lie in the one namespace, which comes first', () => {
    expect(manifests[0]?.kind).toBe('Namespace');
    for (const { metadata } of manifests.slice(1)) expect(metadata.namespace).toBe('fanreel');
  });

  it('come before those that refer to them', () => {
    const at = (kind: string) => manifests.findLastIndex(one => one.kind === kind);
    const first = (kind: string) => manifests.findIndex(one => one.kind === kind);
    expect(at('TriggerAuthentication')).toBeLessThan(first('ScaledJob'));
    expect(first('ServiceAccount')).toBeLessThan(first('ScaledJob'));
    expect(first('NetworkPolicy')).toBeLessThan(first('ScaledJob'));
  });

  it('hold no secret, and no variable that a key would be in', () => {
    expect(fleetYaml(told)).not.toMatch(/SECRET|ACCESS_KEY|SESSION_TOKEN|kind: Secret/);
  });

  it('are read by kubectl as they were meant', () => {
    expect(read(fleetYaml(told))).toEqual(manifests);
  });
});

it('what a variable says arrives as it is, a dollar sign and what YAML takes for a number or a truth included', () => {
  const variables = {
    ...crew('720p').variables,
    A: '$(B)',
    B: '$$',
    C: '1e3',
    D: 'yes',
    E: '0x1F',
    F: '',
    G: 'a: b #c\n',
  };
  const manifests = read(fleetYaml(fleet({ crews: [crew('720p', { variables })] })));
  const env = Object.fromEntries(envOf(scaledJob(manifests)));
  expect(env).toMatchObject({ A: '$$(B)', B: '$$$$', C: '1e3', D: 'yes', E: '0x1F', F: '', G: 'a: b #c\n' });
});

it('a worker is told what its function is told, where its queue is, and what a worker is told beside', () => {
  const env = Object.fromEntries(envOf(scaledJob(fleetManifests(fleet({ crews: [LONG] })))));
  expect(env).toMatchObject({
    ...LONG.variables,
    QUEUE_URL: `${QUEUES}/fanreel-720p-long`,
    WORKS_IN: 'container',
    WORKER_GRACE_SECONDS: '120',
    WORKER_IDLE_SECONDS: '30',
    WORKER_MAX_AGE_SECONDS: '3600',
    WORKER_PORT: '9464',
    AWS_REGION: 'eu-west-1',
    TMPDIR: '/scratch',
  });
});

describe('a worker', () => {
  const spot = { spot: true, architecture: 'arm64' as const };
  const { spec } = scaledJob(
    fleetManifests(fleet({ crews: [crew('720p', { graceSeconds: 90, containers: spot })] })),
  );
  const { jobTargetRef } = spec as unknown as ScaledJobSpec;
  const { template } = jobTargetRef;
  const [container] = template.spec.containers;

  it('asks for as much as it may have, so that it is evicted last, and for its scratch beside the logs of its output', () => {
    const size = { cpu: '4', memory: '8192Mi', 'ephemeral-storage': '20580Mi' };
    expect(container?.resources).toEqual({ requests: size, limits: size });
    expect(template.spec.volumes).toEqual([{ name: 'scratch', emptyDir: { sizeLimit: '20480Mi' } }]);
  });

  it('has as long to end as it is told', () => {
    expect(template.spec.terminationGracePeriodSeconds).toBe(90);
    expect(
      Object.fromEntries(
        envOf(scaledJob(fleetManifests(fleet({ crews: [crew('720p', { graceSeconds: 90 })] })))),
      ),
    ).toMatchObject({
      WORKER_GRACE_SECONDS: '90',
    });
  });

  it('is one pod that is not started again, and works for as long as there is something to do', () => {
    expect(jobTargetRef).toMatchObject({ backoffLimit: 0, parallelism: 1, completions: 1 });
    expect(jobTargetRef).not.toHaveProperty('activeDeadlineSeconds');
    expect(template.spec.restartPolicy).toBe('Never');
  });

  it('may do as little as a pod can', () => {
    expect(template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(template.spec.automountServiceAccountToken).toBe(false);
  });

  it('goes where its image runs, on spare capacity where there is some', () => {
    expect(template.spec.nodeSelector).toEqual({
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'arm64',
    });
    expect(JSON.stringify(template.spec.affinity)).toContain('"karpenter.sh/capacity-type"');
  });
});

it('KEDA is told to count what waits and the jobs that run, from none to as many as the profile says', () => {
  expect(scaledJob(fleetManifests(fleet())).spec).toMatchObject({
    minReplicaCount: 0,
    maxReplicaCount: 10,
    pollingInterval: 15,
    rollout: { strategy: 'gradual' },
    scalingStrategy: { strategy: 'accurate' },
    triggers: [
      {
        type: 'aws-sqs-queue',
        metadata: { queueURL: `${QUEUES}/fanreel-720p`, queueLength: '3', scaleOnInFlight: 'false' },
      },
    ],
  });
});

it('workers of clips may also ask the API of their recordings at a port of its own', () => {
  const preset = { kind: 'clip', api: { baseUrl: 'https://cameras.example.com:8443/v1' } };
  const cuts = crew('cuts', { variables: { PRESET: JSON.stringify(preset) } });
  const manifests = fleetManifests(fleet({ crews: [crew('720p'), cuts] })) as Manifest[];
  const policy = manifests.find(({ metadata }) => metadata.name === 'fanreel-worker');
  const open = (port: number) => ({ protocol: 'TCP', port });
  expect(policy?.spec?.egress).toContainEqual({ ports: [open(443), open(8443)] });
});

it("the dashboard is started with flags that the command has, and the image's own program", () => {
  const manifests = fleetManifests(
    fleet({ dashboard: { readOnly: true, host: 'video.example.com' } }),
  ) as Manifest[];
  const { spec } = manifests.find(({ kind }) => kind === 'Deployment') ?? {};
  const [container] = (spec as unknown as ScaledJobSpec['jobTargetRef']).template.spec.containers;
  expect(container?.command).toEqual(IMAGE_LAYOUT.dashboard);
  const command = dashboardCommand();
  expect(command.parseOptions(container?.args as string[])).toEqual({ operands: [], unknown: [] });
  expect(command.opts()).toMatchObject({
    ...{ aws: true, stack: 'fanreel', region: 'eu-west-1', host: '0.0.0.0', readOnly: true },
    ...{ allowHost: ['video.example.com'], tokenFile: '/var/run/secrets/fanreel/token' },
  });
});

it('the dashboard is reached by TLS alone, also where an ALB of EKS is the Ingress, which goes to the pod itself', () => {
  const manifests = fleetManifests(fleet());
  const { metadata, spec } = ofKind(manifests, 'Ingress');
  expect(metadata.annotations).toMatchObject({
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
  });
  expect(spec?.tls).toEqual([expect.objectContaining({ hosts: ['video.example.com'] })]);
  expect(ofKind(manifests, 'Service').spec?.type).toBe('ClusterIP');
});

interface ScaledJobSpec {
  jobTargetRef: Record<string, unknown> & {
    template: {
      spec: Record<string, unknown> & {
        containers: (Record<string, unknown> & { env: { name: string; value: string }[] })[];
      };
    };
  };
}

function scaledJob(manifests: object[]): Manifest {
  return ofKind(manifests, 'ScaledJob');
}

function envOf({ spec }: Manifest): [name: string, value: string][] {
  const [container] = (spec as unknown as ScaledJobSpec).jobTargetRef.template.spec.containers;
  return container?.env.map(({ name, value }) => [name, value]) ?? [];
}

function read(yaml: string): object[] {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-yaml-'));
  try {
    const file = join(folder, 'fleet.yaml');
    writeFileSync(file, yaml);
    return Yaml.load(file) as object[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
