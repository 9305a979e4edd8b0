import type { DeadGroup, DeadJob } from '../../wire/mends/dead.ts';
import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { seen, usd } from '../words/format.ts';
import { Ago, Foreign } from '../words/marks.tsx';
import { Table } from '../words/table.tsx';

/** How many died of what. */
export function DeadGroups({ groups }: { groups: DeadGroup[] }) {
  return (
    <Table
      caption="By rendition, class and code"
      head={['Count', 'Rendition', 'Class', 'Code', 'What the newest says']}
      rows={groups.map(({ count, rendition, class: kind, code, message }) => [
        count.toLocaleString(),
        rendition,
        kind,
        <b key="code">{code}</b>,
        <Foreign key="message" text={message} />,
      ])}
    />
  );
}

interface DeadTableProps {
  jobs: DeadJob[];
  matching: number;
  chosen: ReadonlySet<string>;
  choose(chosen: ReadonlySet<string>): void;
}

/** Each dead job with its reasons. */
export function DeadTable({ jobs, matching, chosen, choose }: DeadTableProps) {
  const toggle = (jobId: string) => {
    const next = new Set(chosen);
    if (!next.delete(jobId)) next.add(jobId);
    choose(next);
  };
  const now = Date.now();
  const first =
    matching > jobs.length ? `The newest ${jobs.length} of ${matching.toLocaleString()}` : 'Dead jobs';
  return (
    <Table
      caption={first}
      head={['Choose', 'Source', 'Rendition', 'Why', 'Since', 'Attempts', 'Cost']}
      rows={jobs.map(job => [
        <input
          key="choose"
          type="checkbox"
          checked={chosen.has(job.jobId)}
          aria-label={`Choose ${job.rendition} of ${seen(job.key)}`}
          onChange={() => toggle(job.jobId)}
        />,
        <Link key="key" to={addressOf({ view: 'source', bucket: job.bucket, key: job.key })}>
          {job.key === '' ? '(no source)' : <Foreign text={job.key} />}
        </Link>,
        job.rendition,
        <Why key="why" job={job} />,
        <Ago key="since" at={job.since} now={now} />,
        String(job.attempts),
        usd(job.usd),
      ])}
    />
  );
}

function Why({ job: { class: kind, code, message, operator, isHopeless } }: { job: DeadJob }) {
  return (
    <>
      <b>{code}</b> ({kind}): <Foreign text={message} />
      {operator && (
        <>
          {' '}
          <small>
            For the operator: <Foreign text={operator} />
          </small>
        </>
      )}
      {isHopeless && <em> It would fail the same way.</em>}
    </>
  );
}
