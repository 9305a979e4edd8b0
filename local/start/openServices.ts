import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Emulator, type Guard, openEmulator, StorageError } from '../../emulator/index.ts';
import { ConfigError } from '../../failures/configError.ts';
import type { DataFolder } from '../machine/dataFolder.ts';
import { connectMediaConvert, type EventBus } from '../mediaconvert/connectMediaConvert.ts';
import { MEDIACONVERT_PATH, mediaConvertHandler } from '../mediaconvert/mediaConvertHandler.ts';
import { MediaConvertStore } from '../mediaconvert/mediaConvertStore.ts';
import { FUNCTIONS_PATH, functionsApi } from '../template/functionsApi.ts';
import { logFilesOf } from '../template/logFiles.ts';
import { rulesOf } from '../template/rules.ts';
import type { World } from '../template/world.ts';
import { guardPages } from './guardPages.ts';

export interface ServiceOptions {
  folder: DataFolder;
  endpoint: string;
  stackName: string;
  world: World;
  ffmpegBin: string;
  eventBus?: EventBus;
  /** @default keeps web pages of other origins out */
  guard?: Guard;
}

/** How the paths begin of those services that speak REST with JSON. */
export const REST_PATHS = [MEDIACONVERT_PATH, FUNCTIONS_PATH];

/** The embedded AWS, MediaConvert included. */
export interface LocalServices extends Pick<Emulator, 's3' | 'sqs' | 'sns' | 'events' | 'dynamo'> {
  mediaConvert: MediaConvertStore;
  /** Answers the requests of all services. */
  answer(request: IncomingMessage, response: ServerResponse): unknown;
  close(): Promise<void>;
}

/**
 * Opens what the folder keeps; nothing works or is delivered yet.
 * @throws {ConfigError} where it cannot be used as it is.
 */
export function openServices({
  folder,
  endpoint,
  stackName,
  world,
  ffmpegBin,
  eventBus,
  guard = guardPages(),
}: ServiceOptions): LocalServices {
  const emulator = openOrExplain(folder, endpoint);
  const { s3, sqs, sns, events, dynamo } = emulator;
  events.deploy(rulesOf(world));
  const mediaConvert = new MediaConvertStore(
    join(folder.path, 'mediaconvert.sqlite'),
    connectMediaConvert({ s3, events, ffmpegBin, eventBus, scratch: folder.sub('scratch'), endpoint }),
  );
  const answer = emulator.answer({
    stack: { name: stackName, outputs: world.outputs, createdAt: new Date() },
    guard,
    rest: [{ path: MEDIACONVERT_PATH, answer: mediaConvertHandler(mediaConvert) }, functionsApi(world)],
    logFiles: logFilesOf(world, folder),
  });
  const close = async () => {
    await mediaConvert.stop();
    await emulator.close();
  };
  return { s3, sqs, sns, events, dynamo, mediaConvert, answer, close };
}

function openOrExplain(folder: DataFolder, endpoint: string): Emulator {
  try {
    return openEmulator(folder.path, endpoint);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new ConfigError(`${error.message}; use another data folder or delete it.`, { cause: error });
  }
}
