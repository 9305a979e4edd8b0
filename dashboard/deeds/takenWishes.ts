import { CommandError } from '../../cli/terminal/commandError.ts';
import { type Deployment, madeOfUploads } from '../../contract/deployment.ts';
import { takeWish } from '../../contract/wishes/takeWish.ts';
import type { Wishes } from '../../contract/wishes/wishes.ts';

/** What is wished by the form, whole. @throws {CommandError} 2 with the field that cannot be taken. */
export function takenWishes(data: unknown, deployment: Deployment): Wishes {
  const renditions = madeOfUploads(deployment).map(({ name }) => name);
  const { wishes, failure } = takeWish(data, { from: 'the form', renditions });
  if (failure) throw new CommandError(2, failure.message);
  return wishes;
}
