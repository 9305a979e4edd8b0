import type { Job, Source } from '../../contract/job.ts';
import { refuse } from '../../failures/refuse.ts';
import type { Ports } from '../ports/ports.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import { asNowRequested, asRequested } from '../wishes/asRequested.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import type { Rendition } from '../worker/worker.ts';
import { SourceGone } from './sourceGone.ts';

/** What a look for a source needs of a worker. */
interface Finding {
  rendition: Pick<Rendition, 'name' | 'inputBucket'>;
  settings: Pick<Settings, 'wishes'>;
  ports: Pick<Ports, 'webhooks'> & {
    sources: Pick<Ports['sources'], 'describe'>;
    ledger: Pick<Ports['ledger'], 'requested' | 'request' | 'get'>;
  };
}

/** A source, and its job as the ledger has it. */
interface Found {
  source: Source;
  seen: Job | null;
}

/**
 * The object that a message asks for, as it is now, with all that is wished of it now. Messages come late, twice and out of
 * order: whatever event they tell of, the newest version is what is made, as it is wished last, so that their order does not
 * matter. `jobIdOf` names its job.
 * @throws {WorkError} of class input: wrong-bucket, source-gone, source-superseded.
 */
export async function findSource(
  request: SourceRequest,
  { message }: Pick<QueueMessage, 'message'>,
  { rendition, settings, ports }: Finding,
  jobIdOf: (source: Source) => string,
): Promise<Found> {
  const object = await findObject(request, rendition.inputBucket, ports.sources);
  const { wish } = request;
  const { name } = rendition;
  if (wish !== undefined) {
    const source = await asNowRequested(object, { rendition: name, wish, message }, settings.wishes, ports);
    return { source, seen: await ports.ledger.get(jobIdOf(source)) };
  }
  // A request that names another job is rare: to read both at once is one request to the ledger.
  const id = jobIdOf(object);
  const [source, seen] = await Promise.all([asRequested(object, name, ports.ledger), ports.ledger.get(id)]);
  return { source, seen: jobIdOf(source) === id ? seen : await ports.ledger.get(jobIdOf(source)) };
}

async function findObject(
  { bucket, key, version }: SourceRequest,
  inputBucket: string,
  sources: Finding['ports']['sources'],
): Promise<Source> {
  if (bucket !== inputBucket) {
    refuse('wrong-bucket', `The message names bucket "${bucket}"; this stack reads "${inputBucket}".`);
  }
  const source = await sources.describe(bucket, key);
  if (!source) throw new SourceGone({ bucket, key });
  if (version === undefined || version === source.version) return source;
  const message = `The newest version of "${key}" is "${source.version}", not "${version}"; ask for it without a version.`;
  return refuse('source-superseded', message);
}
