import { chmodSync } from 'node:fs';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/**
 * Code that `make` writes into a folder during synthesis, on this machine, hashed by what was written. `source` is the
 * file that it is made from; it also tells one such asset from another in CDK's in-process cache.
 */
export function generatedAsset(source: string, make: (folder: string) => void): Code {
  return Code.fromAsset(import.meta.dirname, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('unused'), // CDK insists on one; `local` never declines, so it is not used
      command: [source],
      local: {
        tryBundle: folder => {
          chmodSync(folder, 0o755); // CDK opens it to every user, for containers' sake
          make(folder);
          return true;
        },
      },
    },
  });
}
