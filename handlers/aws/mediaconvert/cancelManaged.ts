import {
  CancelJobCommand,
  ConflictException,
  type MediaConvertClient,
  NotFoundException,
} from '@aws-sdk/client-mediaconvert';

/** Ends a job of MediaConvert's, where it has not ended by itself. MediaConvert tells of that end as of any. */
export async function cancelManaged(client: MediaConvertClient, managedJobId: string): Promise<void> {
  try {
    await client.send(new CancelJobCommand({ Id: managedJobId }));
  } catch (error) {
    if (error instanceof NotFoundException || error instanceof ConflictException) return;
    throw error;
  }
}
