import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { idOf, type Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { Foreign } from '../words/marks.tsx';
import { Films } from './films.tsx';
import { useLook } from './useLook.ts';

/** A source beside what was made of it. */
export function LookPage({ told, address }: { told: Told; address: URLSearchParams }) {
  const bucket = address.get('bucket') || told.health.inputBucket;
  const key = address.get('key') ?? '';
  const { look, trouble, renew } = useLook(bucket, key, told.sources.get(idOf({ bucket, key })));
  return (
    <>
      <p>
        <Link to={addressOf({ view: 'source', bucket, key })}>Its whole story</Link>
      </p>
      <h1>
        <Foreign text={key} />
      </h1>
      {trouble && <p class="notice">{trouble}</p>}
      {look && <Films key={`${bucket}/${key}`} look={look} hidden={hiddenIn(address)} renew={renew} />}
      {look && !look.source && look.renditions.length === 0 && look.stills.length === 0 && (
        <Empty says="There is nothing of it to look at: neither the source nor anything that was made of it. What became of it:">
          <Link to={addressOf({ view: 'source', bucket, key })}>Its whole story</Link>
        </Empty>
      )}
    </>
  );
}

/** Which are not shown; it stands in the address. */
function hiddenIn(address: URLSearchParams): string[] {
  return address.get('without')?.split(',') ?? [];
}
