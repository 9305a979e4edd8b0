import { isUnfinished } from '../../../contract/jobState.ts';
import type { TrialRemoved } from '../../wire/mends/trial.ts';
import { API_PATH } from '../../wire/paths.ts';
import type { Chapter, Story } from '../../wire/story.ts';
import { addressOf } from '../address/address.ts';
import { change } from '../address/call.ts';
import { Link } from '../address/link.tsx';
import { useRead } from '../address/useRead.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { isWorkedOn } from '../live/isWorkedOn.ts';
import { idOf, type Told } from '../live/state.ts';
import { seconds, usd } from '../words/format.ts';
import { Foreign, Progress, State } from '../words/marks.tsx';
import { Table } from '../words/table.tsx';
import { useNow } from '../words/useNow.ts';
import { standingOf } from './standing.ts';

interface FollowingProps {
  told: Told;
  address: URLSearchParams;
  /** Renditions that are to come of it. */
  wanted: string[];
}

/** A test video on its way. */
export function Following({ told, address, wanted }: FollowingProps) {
  const now = useNow(1_000);
  const { bucket = told.health.inputBucket, key = '', at = '' } = Object.fromEntries(address);
  const url = `${API_PATH}source?${new URLSearchParams({ bucket, key })}`;
  const { value, trouble } = useRead<Story>(url, told.sources.get(idOf({ bucket, key })));
  const deed = useDeed();
  const chapters = value?.chapters ?? [];
  const standing = standingOf(chapters, wanted, { sentAt: Date.parse(at), now });
  const paid = chapters.reduce((sum, one) => sum + one.usd, 0);
  return (
    <>
      <p>
        <Link to={addressOf({ view: 'source', bucket, key })}>
          <Foreign text={key} />
        </Link>
      </p>
      {trouble && <p class="notice">{trouble}</p>}
      <p role="status" class={standing.isWrong ? 'notice' : ''}>
        {standing.words} {usd(paid)} so far, at list prices.
      </p>
      <Table
        caption="What comes of it"
        head={['Rendition', 'State', 'Engine', 'After', 'Cost', 'Output']}
        rows={[...new Set([...wanted, ...chapters.map(one => one.rendition)])].map(rendition =>
          rowOf(
            rendition,
            chapters.find(one => one.rendition === rendition),
            Date.parse(at),
          ),
        )}
      />
      <Said deed={deed} />
      <div class="deeds">
        <DeedButton
          {...{ deed, readOnly: told.health.readOnly }}
          question="Remove the test video, with all that was made of it?"
          does={() => remove(key)}
        >
          Remove it again
        </DeedButton>
      </div>
    </>
  );
}

function rowOf(rendition: string, chapter: Chapter | undefined, sentAt: number) {
  if (!chapter) return [rendition, 'not begun', '', '', '', ''];
  const { state, progress, engine, updatedAt, usd: paid, output } = chapter;
  const isMade = isWorkedOn(chapter);
  return [
    rendition,
    <span key="state">
      <State state={state} /> {isMade && <Progress percent={progress} of={rendition} />}
    </span>,
    engine ?? '',
    isUnfinished(state) ? '' : seconds(Math.max(0, Date.parse(updatedAt) - sentAt) / 1_000),
    usd(paid),
    output ? <Foreign key="output" text={`s3://${output.bucket}/${output.key}`} /> : '',
  ];
}

async function remove(key: string): Promise<string> {
  const { objects, canceled } = await change<TrialRemoved>('DELETE', `${API_PATH}test`, { key });
  const stopped = canceled > 0 ? ` ${canceled} of its renditions were not over, and are dropped.` : '';
  return `Removed ${objects} object${objects === 1 ? '' : 's'}, the video among them.${stopped}`;
}
