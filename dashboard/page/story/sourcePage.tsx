import { API_PATH } from '../../wire/paths.ts';
import type { Story } from '../../wire/story.ts';
import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { useRead } from '../address/useRead.ts';
import { idOf, type Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';
import { CancelAll } from './cancelAll.tsx';
import { Chapter } from './chapter.tsx';

/** One source's whole story, read anew with each change of it. */
export function SourcePage({ told, address }: { told: Told; address: URLSearchParams }) {
  const bucket = address.get('bucket') || told.health.inputBucket;
  const key = address.get('key') ?? '';
  const url = `${API_PATH}source?${new URLSearchParams({ bucket, key })}`;
  const { value, trouble } = useRead<Story>(url, told.sources.get(idOf({ bucket, key })));
  return (
    <>
      <p>
        <Link to={addressOf({})}>All sources</Link>{' '}
        <Link to={addressOf({ view: 'look', bucket, key })}>Look at it</Link>
      </p>
      <h1>
        <Foreign text={key} />
      </h1>
      <p class="quiet">
        In bucket {bucket}. In a terminal: <code>npx fanreel show {seen(JSON.stringify(key))}</code>
      </p>
      {trouble && <p class="notice">{trouble}</p>}
      {/* A question about one source is none about the next. */}
      <CancelAll key={url} chapters={value?.chapters ?? []} name={key} readOnly={told.health.readOnly} />
      {value?.chapters.length === 0 && (
        <Empty says="The ledger has nothing of this source. Ask for it, if it is in the bucket:">
          <code>npx fanreel publish {seen(JSON.stringify(key))}</code>
        </Empty>
      )}
      {value?.chapters.map(chapter => (
        <Chapter key={chapter.jobId} chapter={chapter} name={key} readOnly={told.health.readOnly} />
      ))}
    </>
  );
}
