/** A part of the house: the files below a folder that are in no smaller room, or one file that stands by itself. */
export interface Room {
  /** What it is for, and so what may be found there. */
  says: string;
  /** Rooms, or folders of rooms, that its files may import from besides their own. Each stands above it in this list. */
  imports: string[];
  /** The one file of it, and of the rooms in it, that files outside may import. @default any */
  face?: string;
}

const EMULATOR_GROUND = ['emulator/account.ts', 'emulator/storageFaults.ts', 'emulator/query'];

const MEDIA_GROUND = ['failures', 'presets', 'media/accepted.ts', 'media/containers'];
const MEDIA_PLAN = [...MEDIA_GROUND, 'media/probe', 'media/plan'];
const MEDIA_FFMPEG = [...MEDIA_PLAN, 'media/timeline', 'media/ffmpeg'];
const MEDIA_RUN = [...MEDIA_FFMPEG, 'media/run', 'media/measure'];
const MOVIES = ['media/movie', 'media/excerpts'];
const SEGMENTS_GROUND = [...MOVIES, 'media/segments/notForSegments.ts'];
const CLI_GROUND = ['contract', 'cli/terminal', 'cli/aws', 'cli/ledger', 'cli/flags'];

const PORTS = ['failures', 'prices', 'presets', 'contract', 'pipeline'];

const STACK_GROUND = ['failures', 'presets', 'profiles', 'contract'];
const STACK_PARTS = ['stacks/rules', 'stacks/queues', 'stacks/buckets', 'stacks/bundle', 'stacks/watch'];

const LAB_RECIPES = ['lab/support', 'lab/corpus/file', 'lab/corpus/editors', 'lab/corpus/clips'];
const LAB_DOCS = [
  ...STACK_GROUND,
  ...['prices', 'media', 'pipeline', 'cli', 'lab/support', 'lab/simulate/constants.ts'],
  ...['lab/simulate/scenarios', 'lab/simulate/fleet', 'lab/simulate/report'],
];
const PIPELINE_GROUND = ['pipeline/uploads', 'pipeline/ports', 'pipeline/worker', 'pipeline/attempt'];
const PIPELINE_PARTS = [
  ...PIPELINE_GROUND,
  ...[
    'pipeline/notify',
    'pipeline/wishes',
    'pipeline/claim',
    'pipeline/publish',
    'pipeline/kinds',
    'pipeline/outcomes',
  ],
];
const PIPELINE_ENGINES = [
  'pipeline/engines/engine.ts',
  'pipeline/engines/segments',
  'pipeline/engines/ffmpeg',
  'pipeline/engines/container',
  'pipeline/engines/mediaconvert',
];
const PIPELINE_MEDIA = [
  ...['failures', 'media/probe', 'media/plan', 'media/mediaconvert', 'media/verify'],
  'media/clips/plan',
];

/**
 * Which rooms there are, lowest first, and what each may import. The way is always to a room that stands above in this
 * list, so there can be no circle of rooms.
 */
export const WALLS: Record<string, Room> = {
  failures: { says: 'why work ends: codes, classes, sentences', imports: [] },
  prices: { says: "AWS's list prices, and what work costs by them", imports: [] },
  'emulator/account.ts': { says: 'where the emulator pretends to be', imports: [] },
  'emulator/storageFaults.ts': { says: 'what can be wrong with a folder', imports: [] },
  'emulator/query': { says: "AWS's Query protocol and its errors", imports: ['emulator/storageFaults.ts'] },
  'emulator/sqs': { says: 'queues, messages and redrives, and SQS over them', imports: EMULATOR_GROUND },
  'emulator/sns': { says: 'topics that deliver to queues', imports: [...EMULATOR_GROUND, 'emulator/sqs'] },
  'emulator/sts': { says: 'whom every caller is taken for', imports: EMULATOR_GROUND },
  'emulator/secrets': {
    says: 'secrets, sealed on disk, and Secrets Manager over them',
    imports: EMULATOR_GROUND,
  },
  'emulator/events': {
    says: "EventBridge's default bus, whose rules deliver to queues",
    imports: [...EMULATOR_GROUND, 'emulator/sqs'],
  },
  'emulator/logs': { says: 'files of lines, and CloudWatch Logs over them', imports: EMULATOR_GROUND },
  'emulator/s3': { says: 'buckets and objects, and S3 over them', imports: EMULATOR_GROUND },
  'emulator/dynamo': { says: 'DynamoDB, which is dynalite, mended', imports: [] },
  'emulator/gate': {
    says: 'what a request passes before a service has it',
    imports: ['emulator/query', 'emulator/s3'],
  },
  emulator: {
    says: 'AWS on one machine, for anybody: nothing of ours',
    imports: [
      ...[...EMULATOR_GROUND, 'emulator/sqs', 'emulator/sns', 'emulator/sts'],
      ...[
        'emulator/secrets',
        'emulator/events',
        'emulator/logs',
        'emulator/s3',
        'emulator/dynamo',
        'emulator/gate',
      ],
    ],
    face: 'emulator/index.ts',
  },
  'presets/recordings': { says: "how recordings' keys are made up, read and written", imports: [] },
  'presets/api': { says: "where a cameras' API is, and where none may be", imports: [] },
  'presets/schema/explainIssues.ts': { says: 'what is wrong with data, in one line', imports: [] },
  presets: {
    says: 'what a rendition is to be, one file each',
    imports: ['failures', 'presets/recordings', 'presets/api', 'presets/schema/explainIssues.ts'],
  },
  'contract/jobState.ts': { says: 'the states of jobs, and of sources with all of theirs', imports: [] },
  'contract/webhooks/eventKinds.ts': { says: 'what may be heard of', imports: ['contract/jobState.ts'] },
  'contract/wishes/wishes.ts': { says: 'what can be wished of an upload', imports: [] },
  profiles: {
    says: 'how large a deployment is, one file each',
    imports: [
      ...['failures', 'presets', 'contract/jobState.ts', 'contract/webhooks/eventKinds.ts'],
      'contract/wishes/wishes.ts',
    ],
  },

  'media/accepted.ts': { says: 'the numbers: how large, how long', imports: ['failures'] },
  'media/containers': {
    says: "bytes by ranges: what a file's own tables tell",
    imports: ['failures', 'media/accepted.ts'],
  },
  'media/movie': { says: "an MP4's tables in memory, read and written", imports: MEDIA_GROUND },
  'media/excerpts': {
    says: 'files made of a head and ranges of another',
    imports: [...MEDIA_GROUND, 'media/movie'],
  },
  'media/probe': { says: 'what a file holds', imports: MEDIA_GROUND },
  'media/plan': { says: 'what to make of it', imports: [...MEDIA_GROUND, 'media/probe'] },
  'media/timeline': { says: 'when each picture and sound is, by arithmetic', imports: MEDIA_PLAN },
  'media/ffmpeg': { says: 'how ffmpeg is told', imports: [...MEDIA_PLAN, 'media/timeline'] },
  'media/mediaconvert': { says: 'how MediaConvert is told', imports: MEDIA_PLAN },
  'media/build': { says: 'which ffmpeg there is', imports: ['failures'] },
  'media/run': { says: 'the one spawn', imports: ['failures', 'media/plan'] },
  'media/measure': { says: 'what only decoding tells', imports: [...MEDIA_FFMPEG, 'media/run'] },
  'media/verify': { says: 'did all of it come out of the decoder', imports: MEDIA_RUN },
  'media/verify/output': { says: 'does the output hold what was planned', imports: MEDIA_RUN },
  'media/verify/look': { says: 'does it look like its source', imports: MEDIA_RUN },
  'media/verify/quality': { says: 'is it as good as the preset asks', imports: MEDIA_RUN },
  'media/video': {
    says: 'a video, from measuring to looking at it',
    imports: [...MEDIA_RUN, 'media/verify'],
  },
  'media/segments/notForSegments.ts': { says: 'that a source cannot be made in pieces', imports: [] },
  'media/segments/source': {
    says: 'small files of some of what a source holds',
    imports: [...MEDIA_PLAN, ...SEGMENTS_GROUND],
  },
  'media/segments/sound': {
    says: 'which frames of sound are a piece, and how one is made',
    imports: [...MEDIA_RUN, ...SEGMENTS_GROUND, 'media/segments/source'],
  },
  'media/segments/cut': {
    says: 'which frames are a piece, and what of the source it needs',
    imports: [
      ...[...MEDIA_RUN, 'media/video', ...SEGMENTS_GROUND],
      ...['media/segments/source', 'media/segments/sound'],
    ],
  },
  'media/segments/merge': {
    says: 'pieces put together by their heads alone, and looked at',
    imports: [
      ...[...MEDIA_RUN, 'media/verify', ...SEGMENTS_GROUND],
      ...['media/segments/source', 'media/segments/sound'],
    ],
  },
  'media/segments': {
    says: 'a film made in pieces, seen from outside',
    imports: [
      ...[...MEDIA_RUN, 'media/video', ...SEGMENTS_GROUND],
      ...['media/segments/source', 'media/segments/sound', 'media/segments/cut', 'media/segments/merge'],
    ],
    face: 'media/segments/index.ts',
  },
  'media/images/plan': { says: 'which stills and sprites to make', imports: MEDIA_PLAN },
  'media/images/args': {
    says: 'how ffmpeg is told to take them',
    imports: [...MEDIA_FFMPEG, 'media/images/plan'],
  },
  'media/images/make': {
    says: 'taken, and held against the plan',
    imports: [...MEDIA_RUN, 'media/images/plan', 'media/images/args'],
  },

  'media/clips/clipPart.ts': {
    says: 'what a clip takes of a source',
    imports: ['media/containers', 'media/probe'],
  },
  'media/clips/ownZero.ts': {
    says: 'where a source counts from',
    imports: ['media/probe', 'media/timeline'],
  },
  'media/clips/fetched.ts': { says: 'what of a source is here', imports: ['media/probe', 'media/ffmpeg'] },

  'media/clips/plan': {
    says: 'what parts of several sources are to be together',
    imports: [...MEDIA_PLAN, 'media/clips/clipPart.ts'],
  },
  'media/clips/fetch': {
    says: 'what a part needs of its source, brought here as a small file',
    imports: [
      ...[...MEDIA_GROUND, 'media/probe', ...MOVIES],
      ...['media/clips/clipPart.ts', 'media/clips/ownZero.ts', 'media/clips/fetched.ts'],
    ],
  },
  'media/clips/mediaconvert': {
    says: 'how MediaConvert is told to cut and join',
    imports: [
      ...[...MEDIA_PLAN, ...MOVIES, 'media/mediaconvert'],
      ...['media/clips/clipPart.ts', 'media/clips/ownZero.ts', 'media/clips/plan', 'media/clips/fetch'],
    ],
  },
  'media/clips/copy': {
    says: "a clip of its sources' own pictures and sound",
    imports: [
      ...[...MEDIA_RUN, ...MOVIES, 'media/verify', 'media/segments'],
      ...['media/clips/clipPart.ts', 'media/clips/fetch'],
    ],
  },
  'media/clips/make': {
    says: 'parts of several sources cut, joined and looked at',
    imports: [
      ...[...MEDIA_RUN, 'media/verify', 'media/clips/clipPart.ts', 'media/clips/ownZero.ts'],
      ...['media/clips/fetched.ts', 'media/clips/plan', 'media/clips/fetch', 'media/segments'],
    ],
  },

  contract: {
    says: 'what processes of different age agree on',
    imports: [
      ...['failures', 'presets', 'profiles', 'media', 'contract/jobState.ts'],
      ...['contract/webhooks/eventKinds.ts', 'contract/wishes/wishes.ts'],
    ],
  },

  'pipeline/uploads': {
    says: 'what a message asks for, and which uploads are videos',
    imports: ['failures', 'media/containers', 'contract'],
  },
  'pipeline/ports': {
    says: 'what is reached of the world',
    imports: ['failures', 'prices', 'contract', 'pipeline/uploads'],
  },
  'pipeline/worker': {
    says: "one rendition's function, and what it is given",
    imports: ['failures', 'prices', 'presets', 'media/plan', 'contract', 'pipeline/ports'],
  },
  'pipeline/attempt': {
    says: 'one try: begun, timed, paid for, ended',
    imports: ['failures', 'prices', 'contract', 'pipeline/ports', 'pipeline/worker'],
  },
  'pipeline/bench': {
    says: 'a scratch folder to work in, and an ffmpeg that runs in it',
    imports: ['failures', 'media/run', ...PIPELINE_GROUND],
  },
  'pipeline/notify': {
    says: 'who is told of an end',
    imports: ['failures', 'prices', 'contract', ...PIPELINE_GROUND],
  },
  'pipeline/wishes': {
    says: 'what is wished of an upload beside what its bucket tells, and what that changes',
    imports: ['failures', 'presets', 'contract', ...PIPELINE_GROUND, 'pipeline/notify'],
  },
  'pipeline/runs': {
    says: 'all renditions of an upload, and when the last of them has ended',
    imports: ['failures', 'prices', 'contract', 'pipeline/ports', 'pipeline/notify'],
  },
  'pipeline/claim': {
    says: 'the newest version of a source, taken and held',
    imports: ['failures', 'prices', 'presets', 'contract', ...PIPELINE_GROUND, 'pipeline/wishes'],
  },
  'pipeline/publish': {
    says: 'what stands under a key, and what may take its place',
    imports: ['presets', 'contract', ...PIPELINE_GROUND, 'pipeline/claim'],
  },
  'pipeline/kinds': {
    says: "what one kind of preset comes to: the kinds' one fork",
    imports: ['failures', 'presets', 'media', 'contract'],
  },
  'pipeline/outcomes': {
    says: 'how work on a message ends, is recorded and counted',
    imports: ['failures', 'contract', ...PIPELINE_GROUND, 'pipeline/notify', 'pipeline/claim'],
  },
  'pipeline/webhooks': {
    says: 'who is told of an event by HTTP, when it is tried again, and when no more',
    imports: ['contract', 'pipeline/ports'],
  },
  'pipeline/budget': {
    says: 'what may be spent: reserved, held, let go, settled',
    imports: ['prices', 'contract', ...PIPELINE_GROUND, 'pipeline/notify', 'pipeline/claim'],
  },
  'pipeline/drop': {
    says: 'what nobody wants any more, ended for good',
    imports: ['contract', ...PIPELINE_GROUND, 'pipeline/notify'],
  },
  'pipeline/clips/coverage': {
    says: 'recordings on the wall clock, and what of a span they hold',
    imports: ['presets', 'media/clips', 'contract'],
  },
  'pipeline/clips/asked': {
    says: 'a clip as it is asked for: which job it is, and what cannot be',
    imports: ['failures', 'presets', 'contract', ...PIPELINE_PARTS],
  },
  'pipeline/clips/find': {
    says: 'what a clip is cut from, found and looked into',
    imports: [
      ...['failures', 'presets', 'media/probe', 'media/clips', 'contract'],
      ...['pipeline/ports', 'pipeline/clips/coverage'],
    ],
  },
  'pipeline/clips': {
    says: 'looks for recordings, and what they come to',
    imports: [
      ...['failures', 'prices', 'profiles', 'presets', 'media', 'contract', ...PIPELINE_PARTS],
      ...['pipeline/clips/coverage', 'pipeline/clips/asked', 'pipeline/clips/find'],
    ],
  },
  'pipeline/engines/engine.ts': { says: 'what an engine is', imports: ['contract', ...PIPELINE_PARTS] },
  'pipeline/engines/ffmpeg': {
    says: 'makes it in this function',
    imports: [
      ...['failures', 'prices', 'contract'],
      ...['pipeline/bench', ...PIPELINE_PARTS, 'pipeline/engines/engine.ts'],
    ],
  },
  'pipeline/film': {
    says: 'a film in pieces: each made, and whoever makes the last puts them together',
    imports: [
      ...['failures', 'prices', 'media/run', 'media/segments', 'contract'],
      ...['pipeline/bench', ...PIPELINE_PARTS],
    ],
  },
  'pipeline/engines/segments': {
    says: 'has it made in pieces',
    imports: [
      ...['prices', 'media/plan', 'media/segments', 'contract'],
      ...['pipeline/bench', ...PIPELINE_PARTS, 'pipeline/film', 'pipeline/engines/engine.ts'],
    ],
  },
  'pipeline/engines/container': {
    says: 'leaves it to a container',
    imports: [
      ...['prices', 'contract', ...PIPELINE_PARTS],
      ...['pipeline/engines/engine.ts', 'pipeline/engines/ffmpeg'],
    ],
  },
  'pipeline/engines/mediaconvert': {
    says: 'has it made by MediaConvert',
    imports: ['prices', ...PIPELINE_MEDIA, 'contract', ...PIPELINE_PARTS, 'pipeline/engines/engine.ts'],
  },
  'pipeline/engines': {
    says: 'who makes it',
    imports: ['failures', 'pipeline/worker', ...PIPELINE_ENGINES],
  },
  'pipeline/reconcile': {
    says: 'what got lost: ended, told, or asked for again',
    imports: [
      ...['failures', 'contract', ...PIPELINE_PARTS, 'pipeline/budget', 'pipeline/film'],
      'pipeline/engines/mediaconvert',
    ],
  },
  'pipeline/sweep': {
    says: 'jobs of which nothing is heard: ended, told, or asked for again',
    imports: [
      ...['failures', 'contract', ...PIPELINE_PARTS, 'pipeline/budget', 'pipeline/film'],
      ...['pipeline/engines/mediaconvert', 'pipeline/reconcile'],
    ],
  },
  'pipeline/removal': {
    says: 'outputs that follow a source that was deleted',
    imports: ['contract', 'pipeline/uploads', 'pipeline/ports', 'pipeline/reconcile'],
  },
  pipeline: {
    says: 'what happens to a message: handled, its upload transcoded or its clip cut, made',
    imports: [
      ...['failures', 'media/plan', 'media/probe', 'media/segments', 'contract'],
      ...[...PIPELINE_PARTS, 'pipeline/budget', 'pipeline/film', ...PIPELINE_ENGINES, 'pipeline/engines'],
      'pipeline/clips',
    ],
  },

  'handlers/aws/requestBill.ts': { says: 'what a request to AWS is billed as', imports: ['prices'] },
  'handlers/aws/requestMeter.ts': {
    says: 'counts the requests of clients',
    imports: ['prices', 'pipeline/ports', 'handlers/aws/requestBill.ts'],
  },
  'handlers/aws/clients.ts': {
    says: "the SDK's clients, and their patience",
    imports: ['handlers/aws/requestMeter.ts'],
  },
  'handlers/aws/s3': { says: 'sources and outputs over S3', imports: PORTS },
  'handlers/aws/outside': {
    says: "other people's addresses, called only where all of the internet may, and secrets for them",
    imports: PORTS,
  },
  'handlers/aws/api': {
    says: 'another program, asked by HTTP and told by HTTP, and nobody else',
    imports: [...PORTS, 'handlers/aws/clients.ts', 'handlers/aws/outside'],
  },
  'handlers/aws/recordings': {
    says: "cameras' recordings, by their keys or by asking an API",
    imports: [...PORTS, 'handlers/aws/s3', 'handlers/aws/outside', 'handlers/aws/api'],
  },
  'handlers/aws/dynamo': { says: 'the ledger over DynamoDB', imports: PORTS },
  'handlers/aws/webhooks': {
    says: 'who is told by HTTP, and of what',
    imports: [...PORTS, 'handlers/aws/clients.ts', 'handlers/aws/outside', 'handlers/aws/dynamo'],
  },
  'handlers/aws/messaging': { says: 'what is sent by SQS and SNS', imports: PORTS },
  'handlers/aws/mediaconvert': {
    says: 'jobs that are handed to MediaConvert',
    imports: [...PORTS, 'handlers/aws/clients.ts'],
  },
  'handlers/telemetry': { says: 'what a function writes of its work: log and metrics', imports: PORTS },
  'handlers/wiring': {
    says: 'what functions work with, put together over AWS',
    imports: [...PORTS, 'handlers/aws', 'handlers/telemetry', 'media'],
  },
  handlers: {
    says: "Lambda's side of the pipeline",
    imports: [...PORTS, 'handlers/aws', 'handlers/telemetry', 'handlers/wiring', 'media'],
  },

  'workers/desiredWorkers.ts': { says: 'how many workers there should be', imports: [] },
  'workers/scalingSteps.ts': {
    says: 'that rule, as ECS scales by it',
    imports: ['workers/desiredWorkers.ts'],
  },
  'workers/entry': {
    says: 'messages, taken one at a time until a worker is told to end',
    imports: ['failures', 'presets/schema/explainIssues.ts', 'contract', 'handlers'],
  },
  workers: {
    says: "a container's entry: a rendition's function, where there are no functions",
    imports: ['workers/entry'],
  },

  'stacks/rules': { says: 'who may do what, what may be called what, what stays', imports: STACK_GROUND },
  'stacks/queues': { says: 'where messages wait, and come to when nobody takes them', imports: STACK_GROUND },
  'stacks/buckets': { says: 'where data lies', imports: [...STACK_GROUND, 'stacks/rules', 'stacks/queues'] },
  'stacks/bundle': { says: 'what runs in a function', imports: [...STACK_GROUND, 'media/build'] },
  'stacks/watch': { says: 'who is told of what: alarms and their metrics', imports: STACK_GROUND },
  'stacks/functions': {
    says: 'each function with its queue and its leave',
    imports: [...STACK_GROUND, ...STACK_PARTS],
  },
  'stacks/containers': {
    says: 'workers on ECS: where they run, what each is, how many there are',
    imports: [
      ...[...STACK_GROUND, ...STACK_PARTS, 'stacks/functions'],
      ...['workers/desiredWorkers.ts', 'workers/scalingSteps.ts'],
    ],
  },
  'stacks/events': {
    says: 'who hears of events by the profile',
    imports: [...STACK_GROUND, ...STACK_PARTS, 'stacks/functions'],
  },
  'stacks/cluster': {
    says: 'who may do what in a Kubernetes cluster',
    imports: [...STACK_GROUND, ...STACK_PARTS, 'stacks/functions'],
  },
  'stacks/dashboard': {
    says: 'one page for an operator',
    imports: [...STACK_GROUND, ...STACK_PARTS, 'stacks/functions'],
  },
  stacks: {
    says: 'what is deployed',
    imports: [
      ...[...STACK_GROUND, ...STACK_PARTS, 'stacks/functions'],
      ...['stacks/containers', 'stacks/events', 'stacks/cluster', 'stacks/dashboard'],
    ],
  },
  'kubernetes/numbers.ts': { says: 'how soon workers of a cluster come, and end', imports: [] },
  kubernetes: {
    says: "a deployed stack's workers and dashboard as manifests for a cluster",
    imports: ['profiles', 'contract', 'kubernetes/numbers.ts'],
  },
  'local/machine': {
    says: 'what is needed of this machine: a folder, a port and who answers on it, programs and their processes',
    imports: ['failures', 'emulator', 'media/build'],
  },
  'local/lambda': {
    says: 'functions in processes of their own, which queues drive',
    imports: ['emulator', 'local/machine'],
  },
  'local/template': {
    says: 'the template, with every name in it worked out for this machine',
    imports: ['failures', 'profiles', 'emulator', 'local/lambda'],
  },
  'local/mediaconvert': {
    says: 'MediaConvert, which is ffmpeg here',
    imports: ['failures', 'emulator', 'media'],
  },
  'local/fleet': {
    says: 'workers in processes of their own, as many as there is work for',
    imports: [
      'contract',
      'emulator',
      'workers',
      'workers/desiredWorkers.ts',
      'local/machine',
      'local/lambda',
      'local/template',
    ],
  },
  'local/start': {
    says: 'the stack, from the call until it answers',
    imports: [
      ...['failures', 'emulator', 'media/build', 'contract'],
      ...['local/machine', 'local/lambda', 'local/template', 'local/fleet', 'local/mediaconvert'],
    ],
  },
  'cli/terminal': { says: 'what people see of a command, and how it ends', imports: ['failures'] },
  'cli/aws': { says: 'a deployment, found and asked', imports: ['contract', 'cli/terminal'] },
  'cli/ledger': {
    says: "the deployment's ledger, read page by page",
    imports: ['contract', 'cli/terminal', 'cli/aws'],
  },
  'cli/transfer': {
    says: 'a file, brought into a bucket or out of it',
    imports: ['cli/terminal', 'cli/aws'],
  },
  'cli/flags': {
    says: 'flags that several commands have',
    imports: ['contract', 'cli/terminal', 'cli/aws'],
  },
  'cli/source': {
    says: 'videos where they lie',
    imports: ['failures', 'media', 'contract', 'pipeline/uploads', 'cli/terminal', 'cli/aws'],
  },
  'cli/decide': {
    says: "what the pipeline would decide, with a profile's limits",
    imports: [
      ...['failures', 'prices', 'presets', 'profiles', 'media', 'contract', 'pipeline'],
      ...['cli/terminal', 'cli/source'],
    ],
  },
  'cli/stock': {
    says: 'what lies in the buckets of each source, and how it stands',
    imports: [...CLI_GROUND, 'pipeline'],
  },
  'cli/letters': {
    says: 'what lies in DLQs, looked at one by one',
    imports: ['contract', 'pipeline/uploads', 'cli/ledger'],
  },
  'cli/operator': {
    says: 'who acts on the ledger, and with what',
    imports: [
      ...['contract', 'pipeline/ports', 'pipeline/drop', 'pipeline/budget', 'cli/terminal', 'cli/aws'],
      ...['handlers/aws/dynamo', 'handlers/aws/mediaconvert', 'handlers/aws/messaging'],
      ...['pipeline/webhooks', 'handlers/aws/outside', 'handlers/aws/webhooks'],
    ],
  },
  'cli/deeds/redrive': {
    says: 'dead letters, put back into their queues',
    imports: ['contract', 'cli/terminal', 'cli/aws', 'cli/ledger', 'cli/letters', 'cli/stock'],
  },
  'cli/deeds/drop': {
    says: 'what waits or is dead, given up for good',
    imports: [
      ...['contract', 'pipeline/ports', 'pipeline/drop', 'pipeline/uploads', 'pipeline/wishes'],
      ...[...CLI_GROUND, 'cli/letters', 'cli/stock', 'cli/operator'],
    ],
  },
  'cli/deeds/cancel': {
    says: 'what is not over, ended for good',
    imports: [...CLI_GROUND, 'pipeline', 'cli/stock', 'cli/operator'],
  },
  'cli/deeds/release': {
    says: 'what is held, let go',
    imports: [...CLI_GROUND, 'pipeline/budget', 'cli/operator'],
  },
  'cli/deeds': {
    says: 'what an operator does to a deployment, by a command or by a button',
    imports: ['contract', 'cli/terminal', 'cli/aws'],
  },
  'cli/wait': {
    says: 'until renditions are over, watched in the ledger',
    imports: ['contract', 'cli/terminal', 'cli/ledger'],
  },
  'dashboard/wire': { says: 'what the dashboard tells, and by which paths', imports: ['contract'] },
  'dashboard/store': {
    says: 'the stack as the dashboard holds it: read by one, told to many',
    imports: ['contract', 'cli/aws', 'cli/ledger', 'dashboard/wire'],
  },
  'dashboard/reads': {
    says: 'what the dashboard answers when it is asked',
    imports: ['contract', 'cli/terminal', 'cli/aws', 'cli/ledger', 'dashboard/wire', 'dashboard/store'],
  },
  'dashboard/deeds': {
    says: 'what the dashboard does when it is asked, as the commands do it',
    imports: [
      ...['presets/schema/explainIssues.ts', 'presets', 'profiles'],
      ...['media/probe', 'media/build', 'media/run', 'contract'],
      ...['cli/terminal', 'cli/aws', 'cli/ledger', 'cli/transfer', 'cli/decide', 'cli/stock'],
      ...['cli/operator', 'cli/deeds', 'dashboard/wire'],
    ],
  },
  'dashboard/inspector': {
    says: "the page's thread that looks into files before they are uploaded",
    imports: ['failures', 'media/containers', 'media/probe', 'pipeline/uploads', 'dashboard/wire'],
  },
  'dashboard/server/askedOnce.ts': { says: 'what is asked for often, done once', imports: [] },
  'dashboard/server/page': {
    says: "the page's files, bundled or as an image has them",
    imports: ['dashboard/server/askedOnce.ts'],
  },
  'dashboard/server': {
    says: 'the dashboard as a port serves it, and whom it refuses',
    imports: [
      ...['presets/schema/explainIssues.ts', 'contract'],
      ...['cli/terminal', 'cli/aws', 'cli/ledger', 'cli/operator', 'cli/deeds'],
      ...['dashboard/wire', 'dashboard/store', 'dashboard/reads', 'dashboard/deeds'],
      ...['dashboard/server/askedOnce.ts', 'dashboard/server/page'],
    ],
  },
  'dashboard/page': { says: 'the dashboard in a browser', imports: ['contract', 'dashboard/wire'] },
  'cli/commands/dashboard': {
    says: 'fanreel dashboard',
    imports: [
      ...[...CLI_GROUND, 'profiles', 'local/machine', 'local/start'],
      ...['dashboard/wire', 'dashboard/reads', 'dashboard/server'],
    ],
  },
  'cli/commands/status': {
    says: 'fanreel status',
    imports: [...CLI_GROUND, 'media', 'cli/stock'],
  },
  'cli/commands/cancel': {
    says: 'fanreel cancel',
    imports: [...CLI_GROUND, 'cli/operator', 'cli/deeds'],
  },
  'cli/commands/release': {
    says: 'fanreel release',
    imports: [...CLI_GROUND, 'cli/operator', 'cli/deeds'],
  },
  'cli/commands/results': {
    says: 'fanreel results',
    imports: [...CLI_GROUND, 'cli/transfer'],
  },
  'cli/commands/show': {
    says: 'fanreel show',
    imports: [...CLI_GROUND, 'failures', 'media', 'cli/source'],
  },
  'cli/commands/open': { says: 'fanreel open', imports: CLI_GROUND },
  'cli/commands/cost': { says: 'fanreel cost', imports: CLI_GROUND },
  'cli/commands/clip': {
    says: 'fanreel clip',
    imports: [...CLI_GROUND, 'presets', 'cli/transfer', 'cli/wait'],
  },
  'cli/commands/camera': {
    says: 'fanreel camera',
    imports: [...CLI_GROUND, 'presets', 'media/build'],
  },
  'cli/commands/publish': { says: 'fanreel publish', imports: [...CLI_GROUND, 'pipeline'] },
  'cli/commands/prune': { says: 'fanreel prune', imports: [...CLI_GROUND, 'cli/stock'] },
  'cli/commands/diff': {
    says: 'fanreel diff',
    imports: [
      ...[...CLI_GROUND, 'failures', 'presets', 'profiles'],
      ...['cli/source', 'cli/decide', 'cli/stock'],
    ],
  },
  'cli/commands/backfill': {
    says: 'fanreel backfill',
    imports: [
      ...[...CLI_GROUND, 'failures', 'prices', 'presets', 'profiles'],
      ...['cli/source', 'cli/decide', 'cli/stock'],
    ],
  },
  'cli/commands/dlq': {
    says: 'fanreel dlq',
    imports: [...CLI_GROUND, 'cli/operator', 'cli/deeds'],
  },
  'cli/commands/redrive': {
    says: 'fanreel redrive',
    imports: [...CLI_GROUND, 'cli/stock', 'cli/wait', 'cli/deeds'],
  },
  'cli/commands/reconcile': { says: 'fanreel reconcile', imports: [...CLI_GROUND, 'cli/deeds'] },
  'cli/commands/webhook': {
    says: 'fanreel webhook',
    imports: [
      ...[...CLI_GROUND, 'failures', 'presets', 'pipeline', 'cli/letters', 'cli/operator'],
      ...['handlers/aws/outside', 'handlers/aws/webhooks'],
    ],
  },
  'cli/commands/presets': { says: 'fanreel presets', imports: ['presets', 'cli/terminal', 'cli/flags'] },
  'cli/commands/probe': { says: 'fanreel probe', imports: [...CLI_GROUND, 'cli/source'] },
  'cli/commands/plan': {
    says: 'fanreel plan',
    imports: [
      ...[...CLI_GROUND, 'failures', 'presets', 'profiles', 'media', 'pipeline'],
      ...['cli/source', 'cli/decide'],
    ],
  },
  'cli/commands/quote': {
    says: 'fanreel quote',
    imports: [
      ...[...CLI_GROUND, 'failures', 'prices', 'presets', 'profiles', 'media', 'pipeline'],
      ...['cli/source', 'cli/decide'],
    ],
  },
  'cli/commands/submit': {
    says: 'fanreel submit',
    imports: [...CLI_GROUND, 'pipeline', 'cli/source', 'cli/stock', 'cli/transfer', 'cli/wait'],
  },
  'cli/commands/kubernetes': {
    says: 'fanreel kubernetes',
    imports: [...CLI_GROUND, 'profiles', 'kubernetes', 'cli/decide'],
  },
  'cli/commands/doctor': {
    says: 'fanreel doctor',
    imports: [...CLI_GROUND, 'failures', 'media/build', 'local/machine', 'cli/operator'],
  },
  'cli/commands/up/watch': {
    says: "fanreel up's watched folder",
    imports: [...CLI_GROUND, 'pipeline', 'cli/source'],
  },
  'cli/commands/up': {
    says: 'fanreel up',
    imports: [
      ...[...CLI_GROUND, 'media', 'pipeline', 'local', 'cli/transfer', 'cli/commands/up/watch'],
      ...['dashboard/wire', 'dashboard/server'],
    ],
  },
  cli: { says: 'the command line: the list of commands', imports: ['cli/terminal', 'cli/commands'] },

  image: {
    says: 'all of the image of workers and dashboard that is not fetched',
    imports: ['stacks/bundle', 'dashboard/server/page'],
  },

  'lab/support/ending': { says: 'how a script ends that somebody stops, and what it leaves', imports: [] },
  'lab/support': {
    says: 'what measuring and testing share: clips, a checkout to change, a running stack',
    imports: ['presets', 'profiles', 'media/build', 'lab/support/ending'],
  },
  'lab/corpus/file': { says: 'what a file of the corpus shows, and what must become of it', imports: [] },
  'lab/corpus/editors': { says: "changes a file's own tables", imports: [] },
  'lab/corpus/clips': {
    says: 'what many recipes are made of',
    imports: ['lab/support', 'lab/corpus/file', 'lab/corpus/editors'],
  },
  'lab/corpus/recipes/hostile': { says: 'files that are broken, or meant to harm', imports: LAB_RECIPES },
  'lab/corpus/recipes/field/times': {
    says: "recorders' odd times: late, held, cut off",
    imports: LAB_RECIPES,
  },
  'lab/corpus/recipes/field': {
    says: 'what recorders really write',
    imports: [...LAB_RECIPES, 'lab/corpus/recipes/field/times'],
  },
  'lab/corpus/recipes': { says: 'what people upload', imports: LAB_RECIPES },
  'lab/corpus/judge': {
    says: 'what is wrong with what was made of a file',
    imports: ['failures', 'presets', 'media', 'pipeline', 'lab/support', 'lab/corpus/file'],
  },
  'lab/corpus/field/compare': {
    says: 'an output beside its source, where nobody wrote a recipe',
    imports: [],
  },
  'lab/corpus/field': {
    says: "other people's files",
    imports: ['presets', 'media', 'pipeline', 'lab/corpus/judge', 'lab/corpus/field/compare'],
  },
  'lab/corpus': {
    says: 'makes the corpus and puts it through',
    imports: [
      ...['failures', 'presets', 'media', 'contract', 'pipeline', 'local', 'lab/support'],
      ...[
        'lab/corpus/file',
        'lab/corpus/clips',
        'lab/corpus/recipes',
        'lab/corpus/judge',
        'lab/corpus/field',
      ],
    ],
  },
  'lab/faults/stack': {
    says: 'the stack that faults are injected into, seen from outside',
    imports: ['presets', 'profiles', 'media', 'contract', 'pipeline', 'local', 'lab/support'],
  },
  'lab/faults/inject': { says: 'one kind of fault a file', imports: ['lab/support', 'lab/faults/stack'] },
  'lab/faults/invariants': {
    says: 'what must hold of all jobs at rest, seen from outside',
    imports: ['contract', 'lab/support', 'lab/faults/stack', 'lab/faults/inject'],
  },
  'lab/faults/clips': {
    says: 'clips asked for while their recordings, and who tells of them, fail',
    imports: [
      'presets',
      'contract',
      'local',
      'lab/support',
      'lab/faults/stack',
      'lab/faults/inject',
      'lab/faults/invariants',
    ],
  },
  'lab/faults/webhooks': {
    says: 'who is told by webhooks while everything fails, their receiver included',
    imports: [
      ...['contract', 'local', 'lab/support'],
      ...['lab/faults/stack', 'lab/faults/inject', 'lab/faults/invariants'],
    ],
  },
  'lab/faults/soak': {
    says: 'the same load for long: does anything grow?',
    imports: [
      ...['presets', 'contract', 'pipeline', 'handlers', 'local', 'cli/ledger'],
      ...['lab/support', 'lab/faults/stack'],
    ],
  },
  'lab/faults': {
    says: 'many jobs under many faults, and what must hold of all',
    imports: [
      ...['contract', 'local', 'lab/support'],
      ...[
        'lab/faults/stack',
        'lab/faults/inject',
        'lab/faults/invariants',
        'lab/faults/clips',
        'lab/faults/webhooks',
      ],
    ],
  },
  'lab/bench/benchOptions.ts': { says: 'what is measured, and how often', imports: [] },
  'lab/bench/meter': { says: 'what processes have used', imports: ['media', 'lab/support/ending'] },
  'lab/bench/pairs': {
    says: 'turns of two, compared, and what may be quoted',
    imports: ['lab/bench/benchOptions.ts', 'lab/bench/meter'],
  },
  'lab/bench/byHand': {
    says: 'the same renditions by ffmpeg alone, and how good they are',
    imports: ['presets', 'media', 'lab/support'],
  },
  'lab/bench/peers': {
    says: 'who else makes the same renditions',
    imports: ['media', 'lab/support', 'lab/bench/meter', 'lab/bench/pairs', 'lab/bench/byHand'],
  },
  'lab/bench/settings': {
    says: 'what ffmpeg could be told otherwise',
    imports: ['media', 'lab/bench/meter', 'lab/bench/byHand'],
  },
  'lab/bench/coders': {
    says: 'encoders of sound, heard by a model',
    imports: ['media', 'lab/support', 'lab/bench/benchOptions.ts', 'lab/bench/byHand'],
  },
  'lab/bench/segments': {
    says: 'the stack with functions of one core each, which make films in pieces, and what befalls it where they are killed',
    imports: [
      'contract',
      'lab/support',
      ...['lab/bench/benchOptions.ts', 'lab/bench/meter', 'lab/bench/pairs', 'lab/bench/byHand'],
    ],
  },
  'lab/bench/clips': {
    says: 'the stack with nothing but clips, and the same clip by hand',
    imports: ['presets', 'media', 'contract', 'lab/support', 'lab/bench/byHand'],
  },
  'lab/simulate/constants.ts': {
    says: "the model's numbers, each with its source",
    imports: ['prices', 'profiles'],
  },
  'lab/simulate/engine': { says: 'simulated time, and how it scatters', imports: ['lab/support'] },
  'lab/simulate/cloud': {
    says: 'AWS as far as time and money go',
    imports: ['prices', 'contract', 'pipeline', 'lab/simulate/constants.ts', 'lab/simulate/engine'],
  },
  'lab/simulate/film': {
    says: 'a film in pieces: how it is cut, and what each piece takes',
    imports: ['media', 'pipeline', 'lab/simulate/constants.ts', 'lab/simulate/cloud'],
  },
  'lab/simulate/scenarios': {
    says: 'what the model is asked',
    imports: [
      ...['prices', 'presets', 'profiles', 'media', 'pipeline'],
      ...['lab/simulate/constants.ts', 'lab/simulate/cloud', 'lab/simulate/film'],
    ],
  },
  'lab/simulate/fleet/constants.ts': {
    says: 'the numbers of workers in containers, each with its source',
    imports: ['lab/simulate/constants.ts'],
  },
  'lab/simulate/fleet/workers': {
    says: 'a queue, and workers that come, work, and are ended',
    imports: ['prices', 'lab/simulate/engine'],
  },
  'lab/simulate/fleet/rules': {
    says: 'how many workers there are, as we and others say it',
    imports: [
      ...['workers/desiredWorkers.ts', 'workers/scalingSteps.ts', 'kubernetes/numbers.ts'],
      'lab/simulate/engine',
      ...['lab/simulate/fleet/constants.ts', 'lab/simulate/fleet/workers'],
    ],
  },
  'lab/simulate/fleet': {
    says: 'what comes to a fleet, and what each rule makes of it',
    imports: [
      ...['presets', 'media', 'workers/desiredWorkers.ts'],
      ...['lab/simulate/constants.ts', 'lab/simulate/engine', 'lab/simulate/scenarios'],
      ...['lab/simulate/fleet/constants.ts', 'lab/simulate/fleet/workers', 'lab/simulate/fleet/rules'],
    ],
  },
  'lab/simulate/report': {
    says: 'what it answers, in words and tables',
    imports: [
      ...['lab/simulate/constants.ts', 'lab/simulate/scenarios'],
      ...['lab/simulate/fleet', 'lab/simulate/fleet/constants.ts'],
    ],
  },
  'lab/simulate/plots': { says: 'what it answers, drawn', imports: ['lab/simulate/scenarios'] },
  'lab/simulate': {
    says: 'films, bursts and fleets on AWS, modelled by discrete events',
    imports: [
      ...['failures', 'lab/support', 'lab/simulate/scenarios', 'lab/simulate/fleet'],
      ...['lab/simulate/report', 'lab/simulate/plots', 'presets/schema/explainIssues.ts'],
    ],
  },
  'lab/bench/commands': {
    says: 'what commands tell, held against what it was, and how soon',
    imports: [
      ...['contract', 'lab/support', 'lab/corpus'],
      ...['lab/bench/benchOptions.ts', 'lab/bench/meter', 'lab/bench/pairs', 'lab/bench/byHand'],
    ],
  },
  'lab/bench/pages': {
    says: "the dashboard's page: how soon it shows something, and what open ones cost the pipeline",
    imports: [
      ...['lab/support', 'lab/bench/benchOptions.ts', 'lab/bench/meter', 'lab/bench/pairs'],
      ...['lab/bench/byHand', 'lab/bench/commands'],
    ],
  },
  'lab/bench': {
    says: 'fanreel beside bare ffmpeg',
    imports: [
      ...['failures', 'presets', 'media', 'local', 'lab/support', 'lab/bench/benchOptions.ts'],
      ...['lab/bench/meter', 'lab/bench/pairs', 'lab/bench/byHand'],
      ...[
        'lab/bench/peers',
        'lab/bench/settings',
        'lab/bench/segments',
        'lab/bench/coders',
        'lab/bench/clips',
        'lab/bench/commands',
        'lab/bench/pages',
      ],
      ...['lab/simulate/scenarios', 'lab/simulate/report'],
    ],
  },
  'lab/upgrade': { says: 'a data folder as an older version leaves it', imports: ['presets', 'lab/support'] },
  'lab/schemas': {
    says: 'the messages as JSON Schema, and as types, for programs of others',
    imports: ['contract', 'lab/support'],
  },
  'lab/docs': { says: 'the parts of the docs that code writes', imports: LAB_DOCS },
};

/** The folders at the top that the files of these need, themselves included, in order of their names. */
export function foldersNeeded(by: string[]): string[] {
  const needed = new Set<string>();
  const add = (room: string) => {
    const [folder = ''] = room.split('/');
    if (needed.has(folder)) return;
    needed.add(folder);
    for (const [name, { imports }] of Object.entries(WALLS)) {
      if (name.split('/')[0] === folder) imports.forEach(add);
    }
  };
  by.forEach(add);
  return [...needed].sort();
}
