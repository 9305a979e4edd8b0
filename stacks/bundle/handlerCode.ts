import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { HandlerName } from '../../contract/environment.ts';
import { generatedAsset } from './generatedAsset.ts';
import { entryOf, writeHandler } from './handlerBundle.ts';

/** One handler's bundle, as it is deployed. */
export function handlerCode(name: HandlerName): Code {
  return generatedAsset(entryOf(name), folder => writeHandler(name, folder));
}
