import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import { ffmpegBinary } from './ffmpegBinary.ts';
import { generatedAsset } from './generatedAsset.ts';

/** Where the layer's program stands in a function; Lambda unpacks layers under /opt. */
export const LAYER_FFMPEG = '/opt/bin/ffmpeg';

/**
 * A layer holding one ffmpeg.
 * @throws {ConfigError} when there is no ffmpeg fit for `architecture`.
 */
export function ffmpegLayer(
  scope: Construct,
  architecture: Profile['function']['architecture'],
): LayerVersion {
  const binary = ffmpegBinary(architecture);
  return new LayerVersion(scope, 'Ffmpeg', {
    description: 'ffmpeg',
    license: 'GPL-3.0-or-later', // builds with x264 are under the GPL
    code: generatedAsset(binary, folder => {
      mkdirSync(join(folder, 'bin'));
      copyFileSync(binary, join(folder, 'bin', 'ffmpeg'));
      chmodSync(join(folder, 'bin', 'ffmpeg'), 0o755);
    }),
    compatibleArchitectures: [architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64],
    compatibleRuntimes: [Runtime.NODEJS_24_X],
  });
}
