import { beforeAll, describe, expect, it } from 'vitest';
import { readDeployment } from '../../../contract/deployment.ts';
import type { Containers } from '../../../profiles/schema/containers.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { type Resource, type Synthesized, synthesize } from '../support/synthesize.ts';

const CONTAINERS: Containers = {
  ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 20_480, architecture: 'x86_64' },
  ...{ timeoutSeconds: 3_600, maxWorkers: 10 },
};
const ON_KUBERNETES: Partial<Profile> = { compute: { '720p': 'kubernetes' }, containers: CONTAINERS };
const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD';
const SIGNED = { ...ON_KUBERNETES, containers: { ...CONTAINERS, cluster: { oidcIssuer: ISSUER } } };

const DOES_NOT_RUN_IN_PODS = /^(xray|logs):/;

describe('a stack of which one rendition runs on Kubernetes', () => {
  let stack: Synthesized;

  beforeAll(async () => {
    stack = await synthesize({ profile: ON_KUBERNETES });
  });

  it("lets the rendition's pods do what its function may, and no others", () => {
    const [, lambda] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-720p');
    const ofFunction = (lambda.Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
    const theirs = grants(ofFunction).filter(grant => !DOES_NOT_RUN_IN_PODS.test(grant));
    expect(theirs.length).toBeGreaterThan(10);
    expect(grants(podRole('720p')[0])).toEqual(theirs);
    expect(stack.all('AWS::IAM::Role').filter(([id]) => id.startsWith('ClusterWorkers'))).toHaveLength(1);
  });

  it('lets pods in by their association, of one namespace and one service account', () => {
    expect(podRole('720p')[1].Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:RequestTag/kubernetes-namespace': 'fanreel',
              'aws:RequestTag/kubernetes-service-account': 'fanreel-720p',
            },
          },
        },
      ],
    });
  });

  it('lets whoever the policy is attached to see how long its queue is, and nothing else', () => {
    const [[, policy] = []] = stack.all('AWS::IAM::ManagedPolicy');
    const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Allow', Action: 'sqs:GetQueueAttributes', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
      ],
    });
  });

  it('lets the dashboard delete nothing but test videos, and write nowhere but into the input bucket', () => {
    const ofDashboard = grants(dashboardRole());
    const input = stack.one('AWS::S3::Bucket', 'BucketName', 'fanreel-input')[0];
    const deleted = ofDashboard.filter(grant => grant.startsWith('s3:DeleteObject'));
    expect(deleted.length).toBeGreaterThan(1);
    expect(deleted.filter(grant => !grant.endsWith('>/fanreel-test/*'))).toEqual([]);
    expect(ofDashboard.filter(grant => grant.startsWith('s3:PutObject'))).toEqual([
      `s3:PutObject <${input}.Arn>/*`,
    ]);
    expect(ofDashboard.join('\n')).not.toMatch(/iam:|dynamodb:(Delete|Scan)|CreateJob/);
  });

  it('tells of it in its outputs, by which manifests are made', () => {
    const { cluster, renditions } = readDeployment(outputs(stack));
    expect(cluster).toMatchObject({ namespace: 'fanreel', identity: 'pod-identity' });
    expect(renditions.filter(({ podRoleArn }) => podRoleArn).map(({ name }) => name)).toEqual(['720p']);
  });

  function podRole(rendition: string): [string, Resource] {
    const found = stack.all('AWS::IAM::Role').find(([id]) => id.startsWith(`ClusterWorkers${rendition}`));
    if (!found) throw new Error(`There is no role for pods of ${rendition}.`);
    return found;
  }

  function dashboardRole(): string {
    const found = stack.all('AWS::IAM::Role').find(([id]) => id.startsWith('ClusterDashboard'));
    if (!found) throw new Error('There is no role for the dashboard.');
    return found[0];
  }

  /** `action resource`, one for each pair, in their order. */
  function grants(roleId: string): string[] {
    const all = stack.statements(roleId).flatMap(({ Action, Resource }) => {
      const resources = [Resource].flat().map(one => stack.text(one));
      return [Action].flat().flatMap(action => resources.map(one => `${action} ${one}`));
    });
    return all.sort();
  }
});

it('lets pods in by the signature of their cluster, where the profile says who signs', async () => {
  const stack = await synthesize({ profile: SIGNED });
  const [, role] = stack.all('AWS::IAM::Role').find(([id]) => id.startsWith('ClusterWorkers')) ?? [];
  const provider = 'oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD';
  expect(role?.Properties.AssumeRolePolicyDocument).toMatchObject({
    Statement: [
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${provider}:sub`]: 'system:serviceaccount:fanreel:fanreel-720p',
            [`${provider}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ],
  });
  expect(JSON.stringify(role?.Properties.AssumeRolePolicyDocument)).toContain(`:oidc-provider/${provider}`);
  expect(readDeployment(outputs(stack)).cluster?.identity).toBe('irsa');
});

it('has nothing of a cluster where nothing runs on one', async () => {
  const stack = await synthesize();
  expect(Object.keys(stack.template.Resources).filter(id => id.startsWith('Cluster'))).toEqual([]);
  expect(stack.template.Outputs).not.toHaveProperty('ClusterParts');
});

/** As they are once it is deployed: each reference by a name of the form that is asked for. */
function outputs(stack: Synthesized): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stack.template.Outputs).map(([name, { Value }]) => [name, deployed(stack.text(Value))]),
  );
}

function deployed(text: string): string {
  return text
    .replaceAll(/<([^<>]*Queue[^<>.]*|[^<>]*Dlq[^<>.]*|[^<>]*Work[^<>.]*)>/g, 'https://sqs/$1')
    .replaceAll(/<([^<>]*)>/g, 'arn:aws:x:::$1');
}
