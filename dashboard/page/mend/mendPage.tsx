import { useState } from 'preact/hooks';
import { ReadOnly } from '../deed/said.tsx';
import type { Told } from '../live/state.ts';
import { useNow } from '../words/useNow.ts';
import { DeadLetters } from './deadLetters.tsx';
import { HeldJobs } from './heldJobs.tsx';
import { Purge } from './purge.tsx';
import { Reconcile } from './reconcile.tsx';

/** Lists are read anew so often, milliseconds. */
const EVERY_MS = 20_000;

/** What is to be mended, and the buttons that mend it. */
export function MendPage({ told, address }: { told: Told; address: URLSearchParams }) {
  const { readOnly } = told.health;
  const [count, setCount] = useState(0);
  const turn = `${useNow(EVERY_MS)} ${count}`;
  const part = { readOnly, turn, done: () => setCount(last => last + 1) };
  return (
    <div class="mend">
      <h1>Mend</h1>
      <ReadOnly readOnly={readOnly} />
      <DeadLetters {...part} address={address} />
      <HeldJobs {...part} />
      <Reconcile {...part} />
      {/* What it would find is counted anew only where something was done: there may be much. */}
      <Purge {...part} turn={String(count)} />
    </div>
  );
}
