import { type Command, InvalidArgumentError } from 'commander';
import { repeated } from './repeated.ts';

export interface WishOptions {
  wish?: string;
  without?: string[];
  trim?: string;
  pictureTimes?: string;
  title?: string;
  correlationId?: string;
  webhook?: string;
  priority?: string;
  meta?: Record<string, string>;
}

/** The flags by which somebody wishes. */
export function withWishFlags(command: Command): Command {
  return command
    .option('--wish <file>', 'wishes from a JSON file, as one beside an upload has them')
    .option('--without <rendition>', 'not this one; may be given again', repeated)
    .option('--trim <from-to>', 'only a part, in seconds or time codes: 2-5, 00:01:02- or -10')
    .option('--picture-times <times>', 'of images the moments to take, such as 1,2.5,50%')
    .option('--title <title>', 'what people call it')
    .option('--correlation-id <id>', 'by which you know it; told with all news of it')
    .option('--webhook <webhook>', 'the id or the URL of one that was added, to hear of this')
    .option('--priority <priority>', 'high, normal or low')
    .option('--meta <name=value>', 'told with all news of it; may be given again', freeMetadata);
}

function freeMetadata(text: string, given: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It is name=value.');
  return { ...given, [name]: value };
}
