import type { Dead, Redriven } from '../../wire/mends/dead.ts';
import { API_PATH } from '../../wire/paths.ts';
import { change } from '../address/call.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import type { Deed } from '../deed/useDeed.ts';
import { counted } from './part.ts';

interface UndeliveredProps {
  deed: Deed;
  readOnly: boolean;
  undelivered: Dead['undelivered'];
}

/** What SNS could not deliver, by rendition; nothing where it could. */
export function Undelivered({ deed, readOnly, undelivered }: UndeliveredProps) {
  return (
    <>
      {undelivered.map(({ rendition, count }) => (
        <p key={rendition} class="deeds">
          SNS could not deliver {counted(count, 'message')} to the queue of {rendition}.
          <DeedButton deed={deed} readOnly={readOnly} does={() => deliver(rendition)}>
            Bring them into the queue
          </DeedButton>
        </p>
      ))}
    </>
  );
}

async function deliver(rendition: string): Promise<string> {
  const { undelivered } = await change<Redriven>('POST', `${API_PATH}undelivered`, { rendition });
  return `Brought ${counted(undelivered, 'message')} into the queue of ${rendition}.`;
}
