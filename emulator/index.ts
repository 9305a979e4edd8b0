/**
 * The emulator's face: the one file of it that others import. It imports nothing of the project, so that it could stand
 * alone; README.md says what is answered, and where that differs from AWS.
 */
export { ACCOUNT, arn, REGION } from './account.ts';
export type { DescribedStack } from './cloudFormation.ts';
export { ensureTable } from './dynamo/ensureTable.ts';
export { upgradeTable } from './dynamo/upgradeTable.ts';
export { type Emulator, openEmulator, type PortOptions, shrinkFolder } from './emulator.ts';
export type { BusEvent, EventsStore, Rule } from './events/eventsStore.ts';
export { matchesPattern } from './events/matchesPattern.ts';
export type { BodyHandler, RestService, StreamHandler } from './gate/dispatch.ts';
export { hostName } from './gate/hosts.ts';
export { type Guard, pageGuard } from './gate/pageGuard.ts';
export { startGate } from './gate/startGate.ts';
export type { CorsRule } from './s3/cors/corsRule.ts';
export { s3Target } from './s3/s3Call.ts';
export { S3Error } from './s3/s3Error.ts';
export { s3Event } from './s3/s3Event.ts';
export type { ObjectEvent } from './s3/store/objectEvent.ts';
export { S3Store } from './s3/store/s3Store.ts';
export type { Mail, SnsStore } from './sns/snsStore.ts';
export type { MessageAttributes } from './sqs/messages/messageAttributes.ts';
export { bodyMd5, type ReceivedMessage, systemAttributes } from './sqs/messages/receivedMessage.ts';
export type { SqsStore } from './sqs/sqsStore.ts';
export { StorageError } from './storageFaults.ts';
