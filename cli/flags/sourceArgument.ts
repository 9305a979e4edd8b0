import { Argument } from 'commander';

/** A video that is looked at where it lies. */
export function sourceArgument(): Argument {
  return new Argument('<file>', 'a file, or an object as s3://BUCKET/KEY');
}
