import { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import pMap from 'p-map';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { forRendition, inGroup, writeRequest } from '../../../contract/messages/request.ts';
import { mergeWishes } from '../../../contract/wishes/mergeWishes.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { madeOfUploadsNamed, withDeployment } from '../../aws/deployment.ts';
import { wishesOfFlags } from '../../flags/wishesOfFlags.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { confirm } from '../../terminal/confirm.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { chosenKeys } from './chosenKeys.ts';
import { clipsNamed, publishClips } from './clips.ts';

export interface PublishOptions extends ConnectionOptions {
  prefix?: string;
  rendition?: string;
  wish?: string;
  force?: boolean;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** More than so many sources are not asked for by mistake. */
const FEW = 10;

const PUBLISHED_AT_A_TIME = 8;

/** `fanreel publish`: raw publishes to the uploads topic, once it is sure that somebody can act on them. */
export function publish(named: string[], options: PublishOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const { inputBucket, uploadsTopicArn } = deployment;
    const { rendition, dryRun = false } = options;
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const sns = new SNSClient(clientConfig);
    const clips = await clipsNamed(named, { rendition, deployment, ledger });
    if (clips) return await publishClips(clips, sns, deployment, options);
    const targets = madeOfUploadsNamed(deployment, rendition ? [rendition] : []);
    const wishes = await wishesFor(deployment, options);
    const choice = { keys: named, prefix: options.prefix };
    const keys = await chosenKeys(new S3Client(clientConfig), inputBucket, choice);
    const names = targets.map(one => one.name).join(', ');
    if (keys.length > FEW && !dryRun) await confirm(`Ask for ${names} of ${keys.length} sources?`, options);
    const place = { inputBucket, uploadsTopicArn, isMany: keys.length > FEW };
    const ask = (key: string) => sns.send(requestFor(key, place, { ...options, wishes }));
    if (!dryRun) await pMap(keys, ask, { concurrency: PUBLISHED_AT_A_TIME });
    if (options.json)
      print(JSON.stringify({ renditions: targets.map(one => one.name), keys, dryRun }, null, 2));
    else for (const line of lines(keys, names, inputBucket, dryRun)) print(line);
  });
}

/** Of one rendition alone that one is wished, so that there are no others to wait for until it is told as a whole. */
async function wishesFor(
  deployment: Deployment,
  { wish, rendition }: PublishOptions,
): Promise<Wishes | undefined> {
  if (wish === undefined) return undefined;
  const names = madeOfUploads(deployment).map(({ name }) => name);
  return (
    mergeWishes(await wishesOfFlags({ wish }, names), rendition ? { renditions: [rendition] } : undefined) ??
    {}
  );
}

function requestFor(
  key: string,
  { inputBucket, uploadsTopicArn, isMany }: { inputBucket: string; uploadsTopicArn: string; isMany: boolean },
  { rendition, force, reason, wishes }: PublishOptions & { wishes: Wishes | undefined },
): PublishCommand {
  return new PublishCommand({
    TopicArn: uploadsTopicArn,
    Message: writeRequest({
      source: { bucket: inputBucket, key },
      force: force || undefined,
      reason: reason || undefined,
      wishes,
    }),
    // Without it every rendition gets the message.
    ...(rendition ? { MessageAttributes: forRendition(rendition) } : {}),
    ...(isMany && inGroup('publish')),
  });
}

function lines(keys: string[], names: string, bucket: string, dryRun: boolean): string[] {
  const asked = dryRun ? 'Would ask' : 'Asked';
  const each = keys.map(key => `${asked} for ${names} of s3://${bucket}/${printable(key)}.`);
  const [only] = each;
  if (keys.length === 1 && only) return [dryRun ? only : `${only} "npx fanreel status" shows how far it is.`];
  return keys.length > FEW ? [`${asked} for ${names} of ${keys.length} sources.`] : each;
}
