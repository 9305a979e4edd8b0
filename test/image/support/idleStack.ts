import { createServer } from 'node:http';
import { join } from 'node:path';
import { openDataFolder } from '../../../local/machine/dataFolder.ts';
import { listen } from '../../../local/machine/listen.ts';
import { openServices } from '../../../local/start/openServices.ts';
import { provision } from '../../../local/start/provision.ts';
import { synthesize } from '../../../local/start/synthesize.ts';
import { drivenFunctions } from '../../../local/template/functions.ts';
import { readStack } from '../../../local/template/stack.ts';
import { buildWorld } from '../../../local/template/world.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';

/** A stack on this machine in which nobody works. */
export interface IdleStack extends AsyncDisposable {
  endpoint: string;
  /** What a rendition's function is told. */
  variablesOf(rendition: string): Record<string, string>;
}

/** Makes all that a project's local stack has, and starts none of its functions and workers. */
export async function startIdleStack(projectDir: string, dataDir: string): Promise<IdleStack> {
  const server = createServer();
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const folder = openDataFolder(dataDir);
  const stack = readStack(await synthesize(projectDir, join(folder.path, 'cdk.out')));
  const world = buildWorld(stack, endpoint);
  const ffmpegBin = findFfmpeg(process.env);
  const services = openServices({ folder, endpoint, stackName: stack.name, world, ffmpegBin });
  server.on('request', services.answer);
  await provision(world, services, folder.path);
  const functions = drivenFunctions(world, endpoint, ffmpegBin);
  return {
    endpoint,
    variablesOf: rendition => {
      const found = functions.find(({ config }) => config.environment.RENDITION === rendition);
      if (!found) throw new Error(`No function makes ${rendition}.`);
      return found.config.environment;
    },
    [Symbol.asyncDispose]: async () => {
      await new Promise(done => server.close(done).closeAllConnections());
      await services.close();
      folder.close();
    },
  };
}
