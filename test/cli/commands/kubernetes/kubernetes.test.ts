import { createServer } from 'node:http';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FleetOptions, fleetOf } from '../../../../cli/commands/kubernetes/fleetOf.ts';
import type { ContainersTold } from '../../../../contract/compute/containersTold.ts';
import type { DeployedRendition, Deployment } from '../../../../contract/deployment.ts';
import { fleetManifests } from '../../../../kubernetes/fleetYaml.ts';
import { listen } from '../../../../local/machine/listen.ts';
import { FUNCTIONS_PATH, functionsApi } from '../../../../local/template/functionsApi.ts';
import { loadProfile } from '../../../../profiles/index.ts';
import type { Containers } from '../../../../profiles/schema/containers.ts';
import { type Manifest, refusals } from '../../../kubernetes/support/refusals.ts';
import { type EmulatedAws, emulateAws } from '../../emulatedAws.ts';
import { runCli } from '../../runCli.ts';

const QUEUES = 'https://sqs.eu-west-1.amazonaws.com/123456789012';
const ROLE = 'arn:aws:iam::123456789012:role/fanreel-720p';
const CLUSTER = {
  ...{ namespace: 'video', identity: 'irsa' as const },
  dashboardRoleArn: 'arn:aws:iam::123456789012:role/dashboard',
  queuesPolicyArn: 'arn:aws:iam::123456789012:policy/queues',
};
const CONTAINERS: Containers = {
  ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 20_480, architecture: 'arm64' },
  ...{ timeoutSeconds: 3_600, maxWorkers: 10, graceSeconds: 90 },
};

const told = (more: Partial<ContainersTold>): Record<string, string> => {
  const { graceSeconds: _, ...size } = CONTAINERS;
  const queueUrl = `${QUEUES}/fanreel-720p`;
  return {
    CONTAINERS: JSON.stringify({ takes: 'all', queueUrl, on: 'kubernetes', ...size, spot: false, ...more }),
  };
};

/** What each function is told: one is made by pods, one has pods for its long jobs, one is on ECS and one has no containers. */
const FUNCTIONS: Record<string, Record<string, string>> = {
  'fanreel-720p': { RENDITION: '720p', QUEUE_URL: `${QUEUES}/fanreel-720p`, ...told({}) },
  'fanreel-1080p': {
    ...{ RENDITION: '1080p', QUEUE_URL: `${QUEUES}/fanreel-1080p` },
    ...told({ takes: 'long-jobs', queueUrl: `${QUEUES}/fanreel-1080p-long` }),
  },
  'fanreel-480p': { RENDITION: '480p', ...told({ on: 'ecs' }) },
  'fanreel-thumbnails': { RENDITION: 'thumbnails' },
};

const DEPLOYMENT: Deployment = {
  inputBucket: 'fanreel-input',
  uploadsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:fanreel-uploads',
  statusTopicArn: 'arn:aws:sns:eu-west-1:123456789012:fanreel-status',
  ledgerTable: 'fanreel-jobs',
  reconcileQueueUrl: `${QUEUES}/fanreel-reconcile`,
  profile: 'production',
  cluster: CLUSTER,
  renditions: ['720p', '1080p', '480p', 'thumbnails'].map(deployed),
};

function deployed(name: string): DeployedRendition {
  return {
    ...{ name, bucket: `fanreel-${name}`, function: `fanreel-${name}` },
    ...{ queueUrl: `${QUEUES}/fanreel-${name}`, dlqUrl: `${QUEUES}/fanreel-${name}-dlq` },
    dlqArn: `arn:aws:sqs:eu-west-1:123456789012:fanreel-${name}-dlq`,
    subscriptionDlqUrl: `${QUEUES}/fanreel-${name}-subscription-dlq`,
    ...(name === '720p' && { podRoleArn: ROLE }),
  };
}

describe('the fleet of a deployed stack', () => {
  const functions = Object.entries(FUNCTIONS).map(([ref, Variables]) => ({
    ...{ ref, id: ref, attributes: {} },
    properties: { Environment: { Variables } },
  }));
  const api = functionsApi({ all: () => functions });
  const server = createServer((request, response) => api.answer(request, response, Buffer.alloc(0)));
  let lambda: LambdaClient;

  beforeAll(async () => {
    const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    lambda = new LambdaClient({ endpoint, region: 'eu-west-1', credentials });
  });

  afterAll(() => {
    lambda.destroy();
    server.close();
  });

  async function read(options: Partial<FleetOptions> = {}, deployment = DEPLOYMENT, image?: string) {
    const profile = {
      ...(await loadProfile('production')),
      containers: { ...CONTAINERS, ...(image && { image }) },
    };
    return fleetOf(deployment, {
      ...{ stackName: 'fanreel', lambda, profileNamed: async () => profile },
      options: { dashboard: true, ...options },
    });
  }

  it('has workers of the renditions that are made on Kubernetes, and of those whose long jobs are', async () => {
    const { crews } = await read({ image: 'registry/fanreel@sha256:01' });
    expect(crews.map(({ rendition, containers }) => [rendition, containers.queueUrl])).toEqual([
      ['720p', `${QUEUES}/fanreel-720p`],
      ['1080p', `${QUEUES}/fanreel-1080p-long`],
    ]);
    expect(crews[0]?.variables).toEqual(FUNCTIONS['fanreel-720p']);
    expect(crews[0]).toMatchObject({ messagesAWorker: 3, graceSeconds: 90, roleArn: ROLE });
  });

  it('is where the stack says, and takes manifests that a cluster takes', async () => {
    const fleet = await read({ image: 'registry/fanreel@sha256:01', host: 'video.example.com' });
    expect(fleet).toMatchObject({
      stack: 'fanreel',
      region: 'eu-west-1',
      namespace: 'video',
      architecture: 'arm64',
    });
    expect((fleetManifests(fleet) as Manifest[]).flatMap(refusals)).toEqual([]);
  });

  it('names no role where EKS associates them', async () => {
    const cluster = { ...CLUSTER, identity: 'pod-identity' as const };
    const { crews, dashboard } = await read({ image: 'i' }, { ...DEPLOYMENT, cluster });
    expect([...crews, dashboard].map(one => one && 'roleArn' in one)).toEqual([false, false, false]);
  });

  it("takes the profile's image, and before that the one that is named", async () => {
    expect((await read({}, DEPLOYMENT, 'of-the-profile')).image).toBe('of-the-profile');
    expect((await read({ image: 'named' }, DEPLOYMENT, 'of-the-profile')).image).toBe('named');
  });

  it('has no dashboard where that is left out', async () => {
    expect(await read({ image: 'i', dashboard: false })).not.toHaveProperty('dashboard');
  });

  it('says so where no image is named', async () => {
    await expect(read()).rejects.toThrow(
      'No image is named: put one into a registry, and name it by --image, or as containers.image in the profile.',
    );
  });

  it('says what to set where nothing is made on Kubernetes', async () => {
    const renditions = DEPLOYMENT.renditions.filter(({ name }) => name === 'thumbnails');
    await expect(read({ image: 'i' }, { ...DEPLOYMENT, renditions })).rejects.toThrow(
      'No rendition of the stack "fanreel" is made on Kubernetes: set compute or containers.longJobs to "kubernetes" in the profile "production", and deploy it.',
    );
  });

  it('is told by its functions, of which the local Lambda knows those of the template, and nothing else', async () => {
    const answer = async (path: string, method = 'GET') => {
      const { port } = server.address() as { port: number };
      const response = await fetch(`http://127.0.0.1:${port}${FUNCTIONS_PATH}${path}`, { method });
      return [response.status, response.headers.get('x-amzn-errortype')];
    };
    expect(await answer('fanreel-720p/configuration')).toEqual([200, null]);
    expect(await answer('nobody/configuration')).toEqual([404, 'ResourceNotFoundException']);
    expect(await answer('fanreel-720p/invocations', 'POST')).toEqual([400, 'InvalidRequestContentException']);
  });
});

describe('fanreel kubernetes', () => {
  let aws: EmulatedAws;

  beforeEach(async () => {
    aws = await emulateAws();
  });
  afterEach(() => aws.close());

  it.each<[what: string, args: string[], code: number, says: string]>([
    [
      'of a stack that has nothing on Kubernetes',
      [],
      1,
      'No rendition of the stack "fanreel" is made on Kubernetes: set compute or containers.longJobs to "kubernetes" in its profile, and deploy it.\n',
    ],
    [
      'of an image that no cluster takes',
      ['--image', 'fanreel latest'],
      2,
      '"fanreel latest" is no image: give a reference such as registry.example.com/fanreel@sha256:...\n',
    ],
    ['of a stack that is not there', ['--stack', 'other'], 1, 'There is no stack "other" at '],
    [
      'of a name that is none',
      ['--host', 'Video_1'],
      2,
      '"Video_1" is no name that an Ingress takes: give one such as video.example.com.\n',
    ],
    [
      'of a class without a name',
      ['--ingress-class', 'alb'],
      2,
      '--ingress-class is of an Ingress: say by --host under which name it is reached.\n',
    ],
    [
      'of a name without a dashboard',
      ['--no-dashboard', '--host', 'video.example.com'],
      2,
      '--host and --ingress-class are of the dashboard: leave --no-dashboard out.\n',
    ],
  ])('%s says so in one line', async (_what, args, code, says) => {
    const result = await runCli(['kubernetes', ...args], { AWS_ENDPOINT_URL: aws.endpoint });
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toContain(says);
    expect(result.stderr.trimEnd()).not.toContain('\n');
  });

  it('says what to start where no stack is', async () => {
    const { code, stderr } = await runCli(['kubernetes', '--endpoint', 'http://127.0.0.1:9']);
    expect([code, stderr]).toEqual([
      1,
      'Nothing answers at http://127.0.0.1:9: start fanreel with "npm start", or name another with --endpoint.\n',
    ]);
  });
});
