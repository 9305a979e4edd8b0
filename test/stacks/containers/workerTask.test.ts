import { beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_LAYOUT } from '../../../contract/compute/imageLayout.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';
import { CONTAINERS, onEcs, only } from './onEcs.ts';

let stack: Synthesized;
let task: Record<string, unknown>;
let worker: Record<string, unknown>;

beforeAll(async () => {
  stack = await onEcs({ graceSeconds: 90 });
  [, task] = only(stack, 'AWS::ECS::TaskDefinition');
  [worker = {}] = task.ContainerDefinitions as Record<string, unknown>[];
});

describe('a worker on ECS', () => {
  it('has the size that the profile says, and its scratch beside the image', () => {
    expect(task).toMatchObject({
      Cpu: '4096',
      Memory: '8192',
      EphemeralStorage: { SizeInGiB: 51 },
      RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
    });
  });

  it('can do nothing but its work: no root, no capability, no file that it may write but scratch', () => {
    expect(worker).toMatchObject({
      User: String(IMAGE_LAYOUT.user),
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
      MountPoints: [{ ContainerPath: IMAGE_LAYOUT.scratch, ReadOnly: false, SourceVolume: 'scratch' }],
    });
    expect(IMAGE_LAYOUT.user).toBeGreaterThan(0);
    expect(task.Volumes).toEqual([{ Name: 'scratch' }]);
    expect(worker).not.toHaveProperty('Privileged');
    expect(worker).not.toHaveProperty('PortMappings');
  });

  it('has the grace time of the profile, and says it to the worker', () => {
    expect(worker.StopTimeout).toBe(90);
    expect(variables().WORKER_GRACE_SECONDS).toBe('90');
  });

  it('is started and looked at without a shell', () => {
    expect([worker.EntryPoint, worker.Command].flat()).toEqual([...IMAGE_LAYOUT.worker]);
    const { Command } = worker.HealthCheck as { Command: string[] };
    expect(Command).toEqual(['CMD', ...IMAGE_LAYOUT.health]);
  });

  it('is told what its function is told, and where it is', () => {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-720p');
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    const { TMPDIR, QUEUE_URL, ...told } = variables();
    expect(told).toMatchObject(
      Object.fromEntries(Object.entries(Variables).filter(([name]) => name in told)),
    );
    expect(Object.keys(Variables).filter(name => !(name in variables()))).toEqual([]);
    expect(stack.text(QUEUE_URL)).toBe(`<${stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p')[0]}>`);
    expect(TMPDIR).toBe(IMAGE_LAYOUT.scratch);
    expect(told).toMatchObject({
      WORKS_IN: 'container',
      WORKER_IDLE_SECONDS: '0',
      WORKER_MAX_AGE_SECONDS: '3600',
    });
    expect(Object.values(variables())).not.toContain(undefined);
  });

  it('prints to where its function does, and loses lines rather than wait for that', () => {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-720p');
    const { LogGroup } = Properties.LoggingConfig as { LogGroup: unknown };
    expect(worker.LogConfiguration).toMatchObject({
      LogDriver: 'awslogs',
      Options: { 'awslogs-group': LogGroup, 'awslogs-stream-prefix': 'worker', mode: 'non-blocking' },
    });
  });

  function variables(): Record<string, unknown> {
    const pairs = worker.Environment as { Name: string; Value: unknown }[];
    return Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
  }
});

it('a worker of long jobs takes them from their own queue', async () => {
  const stack = await synthesize({
    profile: { containers: { ...CONTAINERS, longJobs: 'ecs' }, presets: ['720p'] },
  });
  const long = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p-long')[0];
  const [, task] = stack.one('AWS::ECS::TaskDefinition', 'Family', 'fanreel-720p');
  const [worker] = task.Properties.ContainerDefinitions as {
    Environment: { Name: string; Value: unknown }[];
  }[];
  const told = worker?.Environment.find(({ Name }) => Name === 'QUEUE_URL');
  expect(stack.text(told?.Value)).toBe(`<${long}>`);
  const watched = stack.one('AWS::CloudWatch::Alarm', 'AlarmName', 'fanreel-720p-scaling-idle')[1];
  expect(JSON.stringify(watched.Properties.Metrics)).toContain(`"${long}"`);
});

describe('the roles of a worker', () => {
  it('may do what its function may but trace and log, and protect its own task', () => {
    const ofFunction = grants(roleOf('AWS::Lambda::Function', 'Role'));
    const ofWorker = grants(taskRole('TaskRoleArn'));
    const own = ofFunction.filter(grant => !/^(xray|logs):/.test(grant));
    expect(ofWorker.filter(grant => !grant.startsWith('ecs:')).sort()).toEqual(own.sort());
    expect(ofWorker.filter(grant => grant.startsWith('ecs:'))).toEqual([
      expect.stringMatching(/^ecs:GetTaskProtection .*:task\/<\w+>\/\*$/),
      expect.stringMatching(/^ecs:UpdateTaskProtection .*:task\/<\w+>\/\*$/),
    ]);
  });

  it('that starts it fetches one image and writes one log', () => {
    const granted = grants(taskRole('ExecutionRoleArn'));
    const resources = new Set(granted.map(grant => grant.split(' ')[1]));
    expect(granted.map(grant => grant.split(' ')[0]).sort()).toEqual([
      ...['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetAuthorizationToken'],
      ...['ecr:GetDownloadUrlForLayer', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    ]);
    expect([...resources]).toEqual([
      expect.stringContaining(':ecr:eu-west-1:123456789012:repository/fanreel'),
      '*',
      expect.stringMatching(/^<Rendition720p\w*Logs\w+\.Arn>$/),
    ]);
  });

  function taskRole(property: string): string {
    const role = task[property] as { 'Fn::GetAtt': [string] };
    return role['Fn::GetAtt'][0];
  }

  function roleOf(type: string, property: string): string {
    const [, { Properties }] = stack.one(type, 'FunctionName', 'fanreel-720p');
    return (Properties[property] as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
  }

  function grants(roleId: string): string[] {
    return stack
      .statements(roleId)
      .flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap(action => [Resource].flat().map(one => `${action} ${stack.text(one)}`)),
      );
  }
});
