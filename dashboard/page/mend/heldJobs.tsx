import { useState } from 'preact/hooks';
import type { Held, HeldJob, Released } from '../../wire/mends/held.ts';
import { API_PATH } from '../../wire/paths.ts';
import { addressOf } from '../address/address.ts';
import { change } from '../address/call.ts';
import { Link } from '../address/link.tsx';
import { useRead } from '../address/useRead.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { Empty } from '../words/empty.tsx';
import { seen, usd } from '../words/format.ts';
import { Ago, Foreign } from '../words/marks.tsx';
import { Table } from '../words/table.tsx';
import { counted, type MendPart } from './part.ts';

/** What waits over a budget with its price, and what lets it go. */
export function HeldJobs({ readOnly, turn, done }: MendPart) {
  const { value, trouble } = useRead<Held>(`${API_PATH}held`, turn);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deed = useDeed(() => {
    setChosen(new Set());
    done();
  });
  const toggle = (jobId: string) => {
    const next = new Set(chosen);
    if (!next.delete(jobId)) next.add(jobId);
    setChosen(next);
  };
  const jobs = value?.jobs ?? [];
  const price = jobs.filter(({ jobId }) => chosen.has(jobId)).reduce((sum, job) => sum + job.usd, 0);
  return (
    <section aria-label="Held jobs">
      <h2>Held over a budget</h2>
      {trouble && <p class="notice">{trouble}</p>}
      <Said deed={deed} />
      {value?.count === 0 && <Empty says="Nothing is held." />}
      {value && value.count > 0 && (
        <>
          <div class="deeds">
            <DeedButton
              {...{ deed, readOnly, disabled: chosen.size === 0 }}
              question={`Release ${counted(chosen.size, 'job')} for about ${usd(price)}?`}
              does={() => release([...chosen])}
            >
              Release the {counted(chosen.size, 'chosen one')}
            </DeedButton>
            <DeedButton
              {...{ deed, readOnly }}
              question={`Release all ${counted(value.count, 'held job')} for about ${usd(value.usd)}?`}
              does={() => release()}
            >
              Release all, about {usd(value.usd)}
            </DeedButton>
          </div>
          <Table
            caption={
              value.count > jobs.length
                ? `The newest ${jobs.length} of ${value.count.toLocaleString()}`
                : 'Held jobs'
            }
            head={['Choose', 'Source', 'Rendition', 'Price', 'Paid before', 'Over', 'Since']}
            rows={jobs.map(job => rowOf(job, chosen, toggle))}
          />
        </>
      )}
    </section>
  );
}

function rowOf(job: HeldJob, chosen: ReadonlySet<string>, toggle: (jobId: string) => void) {
  const { jobId, bucket, key, rendition, paidUsd, budget, limitUsd, since } = job;
  return [
    <input
      key="choose"
      type="checkbox"
      checked={chosen.has(jobId)}
      aria-label={`Choose ${rendition} of ${seen(key)}`}
      onChange={() => toggle(jobId)}
    />,
    <Link key="key" to={addressOf({ view: 'source', bucket, key })}>
      <Foreign text={key} />
    </Link>,
    rendition,
    usd(job.usd),
    usd(paidUsd),
    `${budget} ${limitUsd}`,
    <Ago key="since" at={since} now={Date.now()} />,
  ];
}

/** Lets these go, or all; what came of it, in a sentence. */
export async function release(jobIds?: string[]): Promise<string> {
  const given = jobIds ? { jobIds } : {};
  const { released, usd: price } = await change<Released>('POST', `${API_PATH}release`, given);
  return released > 0
    ? `Released ${counted(released, 'job')}, about ${usd(price)}.`
    : 'Nothing of it is held any more.';
}
