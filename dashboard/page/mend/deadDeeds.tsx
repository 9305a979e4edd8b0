import { useState } from 'preact/hooks';
import type { Redriven, RemovedDead } from '../../wire/mends/dead.ts';
import { API_PATH } from '../../wire/paths.ts';
import { change } from '../address/call.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import type { Deed } from '../deed/useDeed.ts';
import { usd } from '../words/format.ts';
import { counted } from './part.ts';

interface DeadDeedsProps {
  deed: Deed;
  readOnly: boolean;
  /** The filters that are set. */
  given: Record<string, string>;
  chosen: ReadonlySet<string>;
  matching: number;
}

/** Puts back or drops what is chosen, or all that match. */
export function DeadDeeds({ deed, readOnly, given, chosen, matching }: DeadDeedsProps) {
  const [force, setForce] = useState(false);
  const all = `all ${matching.toLocaleString()} that match`;
  const some = counted(chosen.size, 'chosen one');
  const jobIds = { jobIds: [...chosen] };
  const button = { deed, readOnly };
  const isNone = chosen.size === 0;
  return (
    <div class="deeds">
      <DeedButton {...button} disabled={isNone} does={() => redrive({ ...jobIds, force })}>
        Put back the {some}
      </DeedButton>
      <DeedButton {...button} question={`Put back ${all}?`} does={() => redrive({ ...given, force })}>
        Put back {all}
      </DeedButton>
      <DeedButton
        {...button}
        disabled={isNone}
        question={`Drop the ${some} for good, and delete their letters?`}
        does={() => remove(jobIds)}
      >
        Drop the {some}
      </DeedButton>
      <DeedButton
        {...button}
        question={`Drop ${all} for good, and delete their letters?`}
        does={() => remove(given)}
      >
        Drop {all}
      </DeedButton>
      <label>
        <input
          type="checkbox"
          checked={force}
          disabled={readOnly}
          onChange={event => setForce(event.currentTarget.checked)}
        />{' '}
        Also what would fail the same way
      </label>
    </div>
  );
}

/** Puts letters back into their queues; what came of it, in a sentence. */
export async function redrive(given: object): Promise<string> {
  const done = await change<Redriven>('POST', `${API_PATH}redrive`, given);
  const { moved, hopeless, undelivered } = done;
  const parts = [
    moved > 0 ? `Put ${counted(moved, 'letter')} back into the queues.` : '',
    undelivered > 0 ? `Brought ${counted(undelivered, 'message')} that SNS could not deliver.` : '',
    hopeless > 0 ? `Left ${counted(hopeless, 'letter')} that would fail the same way.` : '',
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(' ');
  return 'There was no letter to put back: "npx fanreel publish" asks for such a source anew.';
}

async function remove(given: object): Promise<string> {
  const done = await change<RemovedDead>('DELETE', `${API_PATH}dead`, given);
  const paid = done.usd > 0 ? `, on which ${usd(done.usd)} had been spent` : '';
  return `Dropped ${counted(done.jobs, 'dead job')}${paid}, and deleted ${counted(done.letters, 'letter')}.`;
}
