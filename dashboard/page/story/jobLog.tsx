import { useState } from 'preact/hooks';
import type { Log } from '../../wire/looks/log.ts';
import { API_PATH } from '../../wire/paths.ts';
import { useRead } from '../address/useRead.ts';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';

interface JobLogProps {
  jobId: string;
  rendition: string;
  /** Of the job: with each the log is read anew, where it is open. */
  updatedAt: string;
}

/** What the worker printed of a job, read once somebody wants to see it. */
export function JobLog({ jobId, rendition, updatedAt }: JobLogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>What the worker of {rendition} printed</summary>
      {isOpen && <Lines {...{ jobId, rendition, updatedAt }} />}
    </details>
  );
}

function Lines({ jobId, rendition, updatedAt }: JobLogProps) {
  const { value, trouble } = useRead<Log>(`${API_PATH}log?${new URLSearchParams({ jobId })}`, updatedAt);
  if (trouble) return <p class="notice">{trouble}</p>;
  if (!value) return <p>Reading the log.</p>;
  const { lines, elsewhere, isWhole } = value;
  return (
    <>
      {elsewhere && (
        <p>
          Pods made some of it, and print to the cluster: <code>{seen(elsewhere)}</code>
        </p>
      )}
      {lines.length > 0 && <Printed lines={lines} rendition={rendition} />}
      {lines.length === 0 && !elsewhere && (
        <p>It has printed nothing of this job that is kept: a line comes with the end of each attempt.</p>
      )}
      {!isWhole && <p class="quiet">There is more in the log group of the function.</p>}
    </>
  );
}

function Printed({ lines, rendition }: Pick<Log, 'lines'> & { rendition: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys.
    <ol class="log" tabIndex={0} aria-label={`Log of ${rendition}`}>
      {lines.map(({ at, level, message, more }, index) => (
        <li key={index}>
          <time dateTime={at} title={at}>
            {new Date(at).toLocaleTimeString()}
          </time>{' '}
          {level && <b>{seen(level)}</b>} <Foreign text={message} />
          {more && (
            <details>
              <summary>More</summary>
              <pre>{more.split('\n').map(seen).join('\n')}</pre>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
