import { isUnfinished } from '../../../contract/jobState.ts';
import type { CanceledAll } from '../../wire/mends/cancel.ts';
import { API_PATH } from '../../wire/paths.ts';
import type { Chapter } from '../../wire/story.ts';
import { addressOf } from '../address/address.ts';
import { change } from '../address/call.ts';
import { Link } from '../address/link.tsx';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { redrive } from '../mend/deadDeeds.tsx';
import { release } from '../mend/heldJobs.tsx';
import { usd } from '../words/format.ts';

interface MendingsProps {
  chapter: Chapter;
  /** The source's. */
  name: string;
  readOnly: boolean;
}

/** What can be done about a rendition as it stands. */
export function Mendings({ chapter, name, readOnly }: MendingsProps) {
  const { jobId, rendition, state, failure, usd: paid } = chapter;
  const deed = useDeed();
  const button = { deed, readOnly };
  const isInput = failure?.class === 'input';
  return (
    <>
      <div class="deeds">
        {state === 'failed' && isInput && (
          <Link to={addressOf({ view: 'upload' })}>Upload a mended file</Link>
        )}
        {state === 'failed' && (
          <DeedButton {...button} does={() => redrive({ jobIds: [jobId], force: isInput })}>
            {isInput ? 'Try it again all the same' : 'Put it back into its queue'}
          </DeedButton>
        )}
        {state === 'held' && (
          <DeedButton
            {...button}
            question={`Release ${rendition}, whatever the budget says?`}
            does={() => release([jobId])}
          >
            Release it
          </DeedButton>
        )}
        {isUnfinished(state) && (
          <DeedButton
            {...button}
            question={`Stop ${rendition} for good? ${usd(paid)} were spent on it before.`}
            does={() => cancel(name, rendition)}
          >
            Cancel it
          </DeedButton>
        )}
      </div>
      <Said deed={deed} />
    </>
  );
}

/** Ends a rendition, or all of a source; what came of it, in a sentence. */
export async function cancel(key: string, rendition?: string): Promise<string> {
  const given = { key, ...(rendition !== undefined && { rendition }) };
  const { renditions } = await change<CanceledAll>('POST', `${API_PATH}cancel`, given);
  const stopped = renditions.filter(({ isStopped }) => isStopped);
  const deaf = stopped.filter(({ goesOn }) => goesOn !== undefined).length;
  if (stopped.length === 0) return 'There is nothing left to stop.';
  const names = stopped.map(one => `${one.rendition}, which was ${one.was}`).join('; ');
  const paid = stopped.reduce((sum, one) => sum + one.usd, 0);
  const loud = deaf > 0 ? ` MediaConvert could not be told of ${deaf}, and may bill them: cancel again.` : '';
  return `Stopped ${names}. It had cost ${usd(paid)} before.${loud}`;
}
