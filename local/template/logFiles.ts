import { z } from 'zod';
import { logPath } from '../lambda/functionLog.ts';
import type { World } from './world.ts';

const functionSchema = z.object({ LoggingConfig: z.object({ LogGroup: z.string() }).optional() });

/** Where what functions print lies, by the log groups that the template gives them; `folder` holds all of it. */
export function logFilesOf(world: World, folder: { sub(name: string): string }): Map<string, string> {
  const logs = folder.sub('logs');
  return new Map(
    world.all('AWS::Lambda::Function').flatMap(({ ref, properties }) => {
      const { LoggingConfig } = functionSchema.parse(properties);
      return LoggingConfig ? [[LoggingConfig.LogGroup, logPath(logs, ref)] as const] : [];
    }),
  );
}
