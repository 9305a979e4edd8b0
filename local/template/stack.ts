import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Resource {
  id: string;
  type: string;
  properties: Record<string, unknown>;
}

/** A synthesized stack, as CDK wrote it. */
export interface Stack {
  name: string;
  resources: Resource[];
  outputs: Record<string, unknown>;
  /** The folder of a bundled asset by the hash in its S3 key. */
  assetFolder(hash: string): string;
}

interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  Outputs?: Record<string, { Value: unknown }>;
}

interface AssetManifest {
  files: Record<string, { source: { path: string } }>;
}

/** Reads the one stack of a cloud assembly folder. */
export function readStack(assembly: string): Stack {
  const file = readdirSync(assembly).find(name => name.endsWith('.template.json'));
  if (!file) throw new Error(`No template in ${assembly}.`);
  const name = file.slice(0, -'.template.json'.length);
  const template = readJson<Template>(join(assembly, file));
  const { files } = readJson<AssetManifest>(join(assembly, `${name}.assets.json`));
  return {
    name,
    resources: Object.entries(template.Resources).map(([id, { Type, Properties }]) => ({
      id,
      type: Type,
      properties: Properties ?? {},
    })),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs ?? {}).map(([output, { Value }]) => [output, Value]),
    ),
    assetFolder: hash => {
      const path = files[hash]?.source.path;
      if (path === undefined) throw new Error(`The assembly has no asset ${hash}.`);
      return join(assembly, path);
    },
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
