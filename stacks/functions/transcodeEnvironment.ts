import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ContainersTold } from '../../contract/compute/containersTold.ts';
import { tellContainers } from '../../contract/compute/tellContainers.ts';
import type { Environment } from '../../contract/environment.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { type Profile, segmentWorkersOf, targetSecondsOf } from '../../profiles/schema/profile.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { LAYER_FFMPEG } from '../bundle/ffmpegLayer.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';
import { jobEnvironment } from './jobEnvironment.ts';

export interface TranscodeEnvironmentProps {
  readonly name: string;
  readonly preset: Preset;
  readonly codeVersion: string;
  readonly profile: Profile;
  readonly layer?: ILayerVersion;
  readonly input: IBucket;
  readonly output: IBucket;
  readonly recordings?: IBucket | undefined;
  readonly queue: IQueue;
  /** Of its long jobs; none where nobody takes them. */
  readonly long: IQueue | undefined;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  readonly webhooks?: WebhooksTable | undefined;
  readonly mediaConvert: MediaConvertAccess;
  readonly wishes: WishSettings;
}

/** What a rendition's function is told. */
export function transcodeEnvironment(props: TranscodeEnvironmentProps): Environment<'transcode'> {
  const { profile, mediaConvert } = props;
  return {
    ...jobEnvironment(props.queue, props),
    RENDITION: props.name,
    CONTAINERS: tellContainers(profile, props.name, takes => queueOf(takes, props).queueUrl),
    PRESET: props.preset,
    CODE_VERSION: props.codeVersion,
    FUNCTION_MEMORY_MB: profile.function.memoryMb,
    FUNCTION_TIMEOUT_SECONDS: profile.function.timeoutSeconds,
    FUNCTION_SCRATCH_MB: profile.function.scratchMb,
    FUNCTION_ARCHITECTURE: profile.function.architecture,
    MEDIACONVERT_ENABLED: profile.mediaConvert.enabled,
    MEDIACONVERT_ABOVE_SECONDS: profile.mediaConvert.aboveEncodeSeconds,
    SEGMENT_WORKERS: segmentWorkersOf(profile),
    TARGET_SECONDS: targetSecondsOf(profile, props.name),
    MEDIACONVERT_ROLE_ARN: mediaConvert.role.roleArn,
    MEDIACONVERT_QUEUE_ARN: mediaConvert.queueArn,
    MAX_RECEIVE_COUNT: profile.maxReceiveCount,
    PROGRESS_SECONDS: profile.progressSeconds,
    STALL_SECONDS: profile.stallSeconds,
    ON_INCOMPLETE: profile.onIncomplete,
    INPUT_BUCKET: props.input.bucketName,
    OUTPUT_BUCKET: props.output.bucketName,
    RECORDINGS_BUCKET: props.recordings?.bucketName,
    FFMPEG_BIN: props.layer && LAYER_FFMPEG,
  };
}

function queueOf(
  takes: ContainersTold['takes'],
  { queue, long }: Pick<TranscodeEnvironmentProps, 'queue' | 'long'>,
): IQueue {
  if (takes === 'all') return queue;
  if (!long) throw new TypeError('Containers that take long jobs have a queue of their own.');
  return long;
}
