import { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { forRendition, writeRequest } from '../../../contract/messages/request.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';

export interface PublishOptions extends ConnectionOptions {
  rendition?: string;
  force?: boolean;
  reason?: string;
}

/** `fanreel publish`: a raw publish to the uploads topic, once it is sure that somebody can act on it. */
export function publish(key: string, options: PublishOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const { inputBucket, renditions, uploadsTopicArn } = deployment;
    const targets = options.rendition ? [renditionNamed(deployment, options.rendition)] : renditions;
    if (!(await inputObject(new S3Client(clientConfig), inputBucket, key))) {
      throw new CommandError(
        1,
        `There is no object "${printable(key)}" in bucket ${inputBucket}: check the key, case counts, or upload it with "npx fanreel submit".`,
      );
    }
    await new SNSClient(clientConfig).send(
      new PublishCommand({
        TopicArn: uploadsTopicArn,
        Message: writeRequest({
          source: { bucket: inputBucket, key },
          force: options.force || undefined,
          reason: options.reason || undefined,
        }),
        // Without it every rendition gets the message.
        ...(options.rendition ? { MessageAttributes: forRendition(options.rendition) } : {}),
      }),
    );
    const names = targets.map(one => one.name).join(', ');
    print(
      `Asked for ${names} of s3://${inputBucket}/${printable(key)}; "npx fanreel status" shows how far it is.`,
    );
  });
}
