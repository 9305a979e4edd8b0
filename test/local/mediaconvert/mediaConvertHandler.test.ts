import {
  CancelJobCommand,
  CreateJobCommand,
  type CreateJobCommandInput,
  DescribeEndpointsCommand,
  GetJobCommand,
  GetQueueCommand,
  ListJobsCommand,
  ListQueuesCommand,
} from '@aws-sdk/client-mediaconvert';
import { expect, test } from 'vitest';
import { mediaConvertSettings } from '../../../media/mediaconvert/mediaConvertSettings.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import { loadPresets } from '../../../presets/index.ts';
import { probeOf } from '../../fixtures/probes.ts';
import { Service } from './support/service.ts';
import { settings } from './support/settings.ts';

const ROLE = 'arn:aws:iam::000000000000:role/convert';
const QUEUE = 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default';

function create(service: Service, input: Partial<CreateJobCommandInput> = {}) {
  return service.client.send(new CreateJobCommand({ Role: ROLE, Settings: settings(), ...input }));
}

/** What the service answers to a request that the SDK itself would not send. */
async function post(service: Service, body: unknown) {
  const response = await fetch(`${service.url}/2017-08-29/jobs`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    error: response.headers.get('x-amzn-errortype'),
    ...((await response.json()) as { message: string }),
  };
}

test('CreateJob answers with the job as it was accepted', async () => {
  await using service = await Service.idle();
  const { Job } = await create(service, {
    UserMetadata: { jobId: 'a' },
    StatusUpdateInterval: 'SECONDS_10',
    Queue: QUEUE,
    AccelerationSettings: { Mode: 'DISABLED' },
    Tags: { team: 'video' },
  });
  expect(Job).toMatchObject({
    Id: expect.stringMatching(/^\d{13}-[a-z0-9]{6}$/),
    Arn: `arn:aws:mediaconvert:us-east-1:000000000000:jobs/${Job?.Id}`,
    Status: 'SUBMITTED',
    Queue: QUEUE,
    Role: ROLE,
    Settings: settings(),
    UserMetadata: { jobId: 'a' },
    StatusUpdateInterval: 'SECONDS_10',
    RetryCount: 0,
  });
  const submitted = Job?.Timing?.SubmitTime?.getTime() ?? 0;
  expect(Math.abs(submitted - service.now)).toBeLessThanOrEqual(1_000);
  expect((await service.client.send(new GetJobCommand({ Id: Job?.Id }))).Job).toEqual(Job);
});

test('the same client request token within a minute is the same job, later a new one', async () => {
  await using service = await Service.idle();
  const first = await create(service, { ClientRequestToken: 'token' });
  service.now += 59_000;
  const again = await create(service, { ClientRequestToken: 'token', UserMetadata: { other: 'yes' } });
  const other = await create(service, { ClientRequestToken: 'another' });
  service.now += 2_000;
  const later = await create(service, { ClientRequestToken: 'token' });
  expect(again.Job).toEqual(first.Job);
  expect(new Set([first, other, later].map(({ Job }) => Job?.Id)).size).toBe(3);
});

test('the settings that each preset asks for are understood', async () => {
  await using service = await Service.idle();
  const { audio } = probeOf();
  const probe = probeOf(
    {
      codec: 'hevc',
      width: 3840,
      height: 2160,
      rotation: 90,
      fps: 29.97,
      interlaced: true,
      bitDepth: 10,
      transfer: 'PQ',
      primaries: 'BT.2020',
      matrix: 'BT.2020 non-constant',
      namesColours: false,
      fullRange: true,
    },
    { audio: audio && { ...audio, streamIndex: 1, channels: 6 } },
  );
  for (const [name, preset] of await loadPresets()) {
    if (preset.kind !== 'video') continue;
    const urls = { input: 's3://in/clip.mp4', destination: 's3://out/.fanreel/job/1/output' };
    const Settings = mediaConvertSettings(planRendition(probe, preset), urls);
    expect((await create(service, { Settings })).Job?.Settings, name).toEqual(Settings);
  }
});

test('a request without role or settings is refused in the words of the service', async () => {
  await using service = await Service.idle();
  const refused = { status: 400, error: 'BadRequestException' };
  expect(await post(service, { settings: {} })).toMatchObject({
    ...refused,
    message: "The 'role' field is required.",
  });
  expect(await post(service, { role: ROLE })).toMatchObject({
    ...refused,
    message: "The 'settings' field is required.",
  });
  expect(await post(service, { role: ROLE, settings: { inputs: [] } })).toMatchObject({
    ...refused,
    message: '/inputs: Should have at least 1 items | /: outputGroups is a required property',
  });
});

test.for([
  [
    'an unknown setting',
    { Telecine: 'HARD' },
    '/h264Settings/telecine: the local MediaConvert understands only NONE',
  ],
  [
    'a setting of AWS alone',
    { BandwidthReductionFilter: { Strength: 'HIGH' } },
    '/h264Settings/bandwidthReductionFilter: the local MediaConvert does not understand it',
  ],
  ['QVBR without a peak', { MaxBitrate: undefined }, '/h264Settings: maxBitrate is a required property'],
] as const)('%s is refused by its path', async ([, h264, message]) => {
  await using service = await Service.idle();
  const path = '/outputGroups/0/outputs/0/videoDescription/codecSettings';
  await expect(create(service, { Settings: settings({ h264 }) })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: `${path}${message}`,
  });
});

test.for([
  [
    'an odd width',
    settings({ video: { Width: 161 } }),
    /videoDescription\/width: Should be a multiple of 2$/,
  ],
  ['a destination that is no S3 URL', settings({ destination: 'out/clip' }), /destination: Should be s3:/],
  [
    'a format identifier',
    settings({ destination: 's3://out/$dt$' }),
    /destination: Should have no format identifiers/,
  ],
  [
    'an input that the service takes for no video',
    settings({ input: 's3://in/notes.txt' }),
    /inputs\/0\/fileInput/,
  ],
  ['an input over HTTP', settings({ input: 'https://example.com/clip.mp4' }), /inputs\/0\/fileInput/],
] as const)('%s is refused', async ([, Settings, message]) => {
  await using service = await Service.idle();
  await expect(create(service, { Settings })).rejects.toMatchObject({
    name: 'BadRequestException',
    message: expect.stringMatching(message),
  });
});

test('outputs side by side need a name modifier each, and sound a selector', async () => {
  await using service = await Service.idle();
  const Settings = settings();
  const [group] = Settings.OutputGroups ?? [];
  const [output] = group?.Outputs ?? [];
  const twice = { ...Settings, OutputGroups: [{ ...group, Outputs: [output ?? {}, output ?? {}] }] };
  await expect(create(service, { Settings: twice })).rejects.toThrow(
    '/outputGroups/0/outputs/0: nameModifier is a required property | /outputGroups/0/outputs/1: nameModifier',
  );
  const deaf = { ...Settings, Inputs: [{ FileInput: 's3://in/clip.mp4' }] };
  await expect(create(service, { Settings: deaf })).rejects.toThrow(
    '/outputGroups/0/outputs/0/audioDescriptions/0: the input has no such audio selector',
  );
});

test('what is not there is not found', async () => {
  await using service = await Service.idle();
  const missing = { name: 'NotFoundException', $metadata: { httpStatusCode: 404 } };
  const Id = '1700000000000-abcdef';
  await expect(service.client.send(new GetJobCommand({ Id }))).rejects.toMatchObject(missing);
  await expect(service.client.send(new CancelJobCommand({ Id }))).rejects.toMatchObject(missing);
  await expect(create(service, { Queue: 'Express' })).rejects.toMatchObject(missing);
});

test('a waiting job can be canceled, once', async () => {
  await using service = await Service.idle();
  const Id = (await create(service)).Job?.Id;
  const { $metadata } = await service.client.send(new CancelJobCommand({ Id }));
  expect($metadata.httpStatusCode).toBe(202);
  expect((await service.client.send(new GetJobCommand({ Id }))).Job?.Status).toBe('CANCELED');
  await expect(service.client.send(new CancelJobCommand({ Id }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

test('ListJobs pages through jobs, newest first unless asked otherwise', async () => {
  await using service = await Service.idle();
  const ids: (string | undefined)[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await create(service)).Job?.Id);
  await service.client.send(new CancelJobCommand({ Id: ids[1] }));

  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await service.client.send(new ListJobsCommand({ MaxResults: 2, NextToken }));
    seen.push(...(page.Jobs ?? []).map(({ Id }) => Id));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(seen).toEqual(ids.toReversed());

  const waiting = await service.client.send(
    new ListJobsCommand({ Status: 'SUBMITTED', Order: 'ASCENDING', Queue: 'Default' }),
  );
  expect(waiting.Jobs?.map(({ Id }) => Id)).toEqual(ids.filter((_, index) => index !== 1));
  await expect(service.client.send(new ListJobsCommand({ MaxResults: 21 }))).rejects.toMatchObject({
    name: 'BadRequestException',
    message: '/maxResults: Should be at most 20',
  });
});

test('endpoints and queues are those of this service', async () => {
  await using service = await Service.idle();
  const { Endpoints } = await service.client.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toEqual([{ Url: service.url }]);
  const { Queue } = await service.client.send(new GetQueueCommand({ Name: 'Default' }));
  expect(Queue).toMatchObject({ Arn: QUEUE, Status: 'ACTIVE', Type: 'SYSTEM' });
  expect((await service.client.send(new ListQueuesCommand({}))).Queues).toEqual([Queue]);
});
