import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic, TracingConfig } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  type DeployedRecordings,
  type DeployedRendition,
  type DeployedWebhooks,
  type Deployment,
  writeDeployment,
} from '../contract/deployment.ts';
import { secretsPrefix } from '../contract/webhooks/secret.ts';
import type { ClipPreset, Preset } from '../presets/schema/preset.ts';
import { presetHash } from '../presets/schema/presetHash.ts';
import { containersOn } from '../profiles/schema/containers.ts';
import { deleteGraceSecondsOf, type Profile } from '../profiles/schema/profile.ts';
import { InputBucket } from './buckets/inputBucket.ts';
import { LedgerTable } from './buckets/ledgerTable.ts';
import { recordingsBucket } from './buckets/recordingsBucket.ts';
import { bucketProps } from './buckets/storage.ts';
import { WebhooksTable } from './buckets/webhooksTable.ts';
import { ffmpegLayer } from './bundle/ffmpegLayer.ts';
import { codeVersion } from './bundle/handlerBundle.ts';
import { handlerCode } from './bundle/handlerCode.ts';
import type { Operating } from './cluster/allowOperating.ts';
import { ClusterAccess } from './cluster/clusterAccess.ts';
import { ContainerCluster } from './containers/containerCluster.ts';
import { RenditionWorkers } from './containers/renditionWorkers.ts';
import { Dashboard } from './dashboard/dashboard.ts';
import { EventBridge } from './events/eventBridge.ts';
import { Subscribers } from './events/subscribers.ts';
import { Callbacks } from './functions/callbacks.ts';
import { JobStateFunction } from './functions/jobStateFunction.ts';
import { Notices } from './functions/notices.ts';
import { ReconcileFunction } from './functions/reconcileFunction.ts';
import { RenditionBranch } from './functions/renditionBranch.ts';
import { Webhooks } from './functions/webhooks.ts';
import { snsTracing } from './queues/snsTracing.ts';
import { MediaConvertAccess } from './rules/mediaConvertAccess.ts';
import { wishSettingsOf } from './rules/wishSettings.ts';
import { Alarms } from './watch/alarms.ts';
import { alarmTopic } from './watch/alarmTopic.ts';

export interface HandlerCodes {
  /** Of what makes renditions: by it whoever looks at a failure sees whether the code has changed since. */
  readonly version: string;
  /** One bundle, shared by all renditions' functions. */
  readonly transcode: Code;
  readonly jobState: Code;
  readonly notify: Code;
  readonly callback: Code;
  readonly eventBridge: Code;
  readonly webhookEvents: Code;
  readonly webhookDeliveries: Code;
  readonly reconcile: Code;
}

export interface PipelineStackProps {
  readonly profile: Profile;
  /** By which whoever reads the stack finds the profile again. */
  readonly profileName: string;
  readonly presets: Map<string, Preset>;
  /** Whether functions find ffmpeg in a layer; if not, the runtime brings one. */
  readonly ffmpegFromLayer: boolean;
  /** Default: bundles of `handlers/`. */
  readonly handlers?: HandlerCodes;
}

/** One upload in, every rendition out. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const { profile } = props;
    super(scope, id, {
      description: 'fanreel: one upload in, every rendition out',
      terminationProtection: profile.removalPolicy === 'retain',
    });
    const accessLogs = this.#accessLogs(profile);
    const uploads = this.#topic('Uploads', `${profile.prefix}-uploads`);
    const status = this.#topic('Status', `${profile.prefix}-status`);
    const alarms = new Alarms(this, 'Alarm', {
      prefix: profile.prefix,
      topic: alarmTopic(this, { prefix: profile.prefix, email: profile.alarmEmail }),
    });
    alarms.deliveriesFail(
      'uploads',
      uploads,
      'Topic uploads cannot deliver to a queue. Check that the queues and their policies are as deployed; what was lost waits in the subscription DLQs.',
    );
    alarms.deliveriesFail(
      'status',
      status,
      'Topic status cannot deliver to one of its subscribers, who miss news of their jobs. Check that each subscriber\'s endpoint is there and lets SNS in; "fanreel status" tells meanwhile what became of a video.',
    );
    snsTracing(this, profile.prefix);
    const inputBucket = new InputBucket(this, 'Input', { profile, accessLogs, uploads });
    const { bucket: input } = inputBucket;
    const ledger = new LedgerTable(this, 'Ledger', profile);
    const webhooks = profile.webhooks ? new WebhooksTable(this, 'Webhooks', profile) : undefined;
    const mediaConvert = new MediaConvertAccess(this, 'MediaConvert');
    const readable = new Set([input]);
    const recordings = recordingsBucket(this, props, accessLogs);
    const layer = props.ffmpegFromLayer ? ffmpegLayer(this, profile.function.architecture) : undefined;
    const code = props.handlers ?? bundles();
    const { queue: notices } = new Notices(this, 'Notices', {
      ...{ profile, status, ledger, alarms, code: code.notify },
      ofUploads: [...props.presets].flatMap(([name, { kind }]) => (kind === 'clip' ? [] : [name])),
    });

    const wishes = wishSettingsOf(profile, props.presets);
    const shared = {
      profile,
      input,
      accessLogs,
      uploads,
      notices,
      ledger,
      webhooks,
      mediaConvert,
      alarms,
      wishes,
    };
    const jobState = new JobStateFunction(this, 'JobState', { ...shared, code: code.jobState });
    const renditions = [...props.presets].map(([name, preset]) => {
      const rendition = new RenditionBranch(this, `Rendition-${name}`, {
        ...shared,
        ...{ name, preset, recordings },
        layer,
        code: code.transcode,
        codeVersion: code.version,
      });
      jobState.serve(rendition);
      if (rendition.recordings) readable.add(rendition.recordings);
      return rendition;
    });
    this.#workers(renditions, props, alarms);
    for (const [name, preset] of props.presets) {
      if (preset.kind !== 'clip' || preset.api?.clips === undefined) continue;
      const told = { profile, status, alarms, code: code.callback };
      new Callbacks(this, `Callbacks-${name}`, { ...told, rendition: name, api: preset.api });
    }
    if (profile.events?.queues || profile.events?.emails) {
      new Subscribers(this, 'Subscribers', {
        profile,
        status,
        alarms,
        renditions: [...props.presets.keys()],
      });
    }
    if (profile.events?.eventBridge) {
      new EventBridge(this, 'EventBridge', { profile, status, alarms, code: code.eventBridge });
    }
    const told = webhooks && this.#webhooks(webhooks, { profile, status, alarms }, code);
    for (const bucket of readable) mediaConvert.allowRead(bucket);
    const reconcile = new ReconcileFunction(this, 'Reconcile', {
      ...shared,
      renditions,
      code: code.reconcile,
    });
    if (deleteGraceSecondsOf(profile) !== undefined) inputBucket.tellRemovals(reconcile.queue);
    new Dashboard(this, 'Dashboard', {
      prefix: profile.prefix,
      renditions,
      topics: [uploads, status],
      mediaConvertQueueArn: mediaConvert.queueArn,
      webhooks: webhooks !== undefined,
    });
    const cluster = this.#cluster(profile, { ...shared, renditions, reconcile: reconcile.queue });
    this.#tell({
      inputBucket: input.bucketName,
      uploadsTopicArn: uploads.topicArn,
      statusTopicArn: status.topicArn,
      ledgerTable: ledger.table.tableName,
      wishes,
      reconcileQueueUrl: reconcile.queue.queueUrl,
      noticesQueueUrl: notices.queueUrl,
      recordingsBucket: recordings?.bucketName,
      profile: props.profileName,
      webhooks: told,
      cluster: cluster?.told,
      renditions: renditions.map(branch => ({
        ...deployed(branch, code.version),
        podRoleArn: cluster?.workers.get(branch.name)?.roleArn,
      })),
    });
  }

  #topic(id: string, topicName: string): Topic {
    return new Topic(this, id, { topicName, enforceSSL: true, tracingConfig: TracingConfig.ACTIVE });
  }

  /** Workers on ECS, of those renditions that have some, and the network that they share. */
  #workers(
    renditions: RenditionBranch[],
    { profile, ffmpegFromLayer: isDeployed }: PipelineStackProps,
    alarms: Alarms,
  ): void {
    const theirs = renditions.filter(({ name }) => containersOn(profile, name) === 'ecs');
    if (!profile.containers || theirs.length === 0) return;
    // Locally no image is run, so none is to be built.
    const { image = isDeployed ? undefined : 'local' } = profile.containers;
    const containers = { ...profile.containers, image };
    const cluster = new ContainerCluster(this, 'Containers', { profile, containers, topic: alarms.topic });
    for (const branch of theirs) {
      const shared = { profile, containers, cluster, alarms };
      new RenditionWorkers(this, `Workers-${branch.name}`, { ...shared, branch });
    }
  }

  /** Who may do what in a Kubernetes cluster, where something runs there. */
  #cluster(profile: Profile, operating: Operating): ClusterAccess | undefined {
    const { containers } = profile;
    const isOnIt = operating.renditions.some(({ name }) => containersOn(profile, name) === 'kubernetes');
    if (!containers || !isOnIt) return undefined;
    return new ClusterAccess(this, 'Cluster', { ...operating, profile, containers });
  }

  /** What tells webhooks, and where whoever adds some finds it. */
  #webhooks(
    table: WebhooksTable,
    shared: { profile: Profile; status: Topic; alarms: Alarms },
    { webhookEvents: events, webhookDeliveries: deliveries }: HandlerCodes,
  ): DeployedWebhooks {
    const { queue, dlq } = new Webhooks(this, 'WebhooksTold', { ...shared, table, events, deliveries });
    return {
      table: table.table.tableName,
      queueUrl: queue.queueUrl,
      dlqUrl: dlq.queueUrl,
      secretsPrefix: secretsPrefix(shared.profile.prefix),
      days: shared.profile.retention.logDays,
    };
  }

  /** Who read and wrote what, for as long as logs are kept. */
  #accessLogs(profile: Profile): Bucket {
    return new Bucket(this, 'AccessLogs', {
      ...bucketProps(profile, { name: 'access-logs' }),
      lifecycleRules: [{ id: 'expire', expiration: Duration.days(profile.retention.logDays) }],
    });
  }

  /** Clients find everything through the outputs. */
  #tell(deployment: Deployment): void {
    const outputs = writeDeployment(deployment, part => this.toJsonString(part));
    for (const [id, value] of Object.entries(outputs)) new CfnOutput(this, id, { value });
  }
}

function deployed(branch: RenditionBranch, version: string): DeployedRendition {
  const { name, preset, work, long, subscriptionDlq, output, transcode, recordings } = branch;
  return {
    name,
    queueUrl: work.queue.queueUrl,
    ...(long && { longQueueUrl: long.queueUrl }),
    ...(!branch.isDriven && { isContained: true as const }),
    dlqUrl: work.dlq.queueUrl,
    dlqArn: work.dlq.queueArn,
    subscriptionDlqUrl: subscriptionDlq.queueUrl,
    bucket: output.bucketName,
    function: transcode.lambda.functionName,
    logGroup: transcode.logGroup.logGroupName,
    presetHash: presetHash(preset),
    codeVersion: version,
    container: preset.kind === 'video' ? preset.container : null,
    kind: preset.kind,
    ...(preset.kind === 'clip' && recordings && { recordings: foundBy(preset, recordings.bucketName) }),
  };
}

/** How a preset's recordings are found, for whoever asks for clips. */
function foundBy({ recordings }: ClipPreset, bucket: string): DeployedRecordings {
  if (recordings.by === 'api') return { by: 'api', bucket };
  const { template, timeZone, longestSeconds, cameras } = recordings;
  return {
    ...{ by: 'key', bucket, templates: [template].flat(), longestSeconds },
    ...(timeZone !== undefined && { timeZone }),
    ...(cameras && { cameras }),
  };
}

function bundles(): HandlerCodes {
  return {
    version: codeVersion('transcode'),
    transcode: handlerCode('transcode'),
    jobState: handlerCode('jobState'),
    notify: handlerCode('notify'),
    callback: handlerCode('callback'),
    eventBridge: handlerCode('eventBridge'),
    webhookEvents: handlerCode('webhookEvents'),
    webhookDeliveries: handlerCode('webhookDeliveries'),
    reconcile: handlerCode('reconcile'),
  };
}
