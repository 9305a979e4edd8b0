import { useEffect } from 'preact/hooks';
import { addressOf, useAddress } from './address/address.ts';
import { Link } from './address/link.tsx';
import { CostPage } from './costPage.tsx';
import { Badge, Notice } from './live/badge.tsx';
import type { Told } from './live/state.ts';
import { useLive } from './live/useLive.ts';
import { Gallery } from './look/gallery.tsx';
import { LookPage } from './look/lookPage.tsx';
import { MendPage } from './mend/mendPage.tsx';
import { QueuesPage } from './queues/queuesPage.tsx';
import { Now } from './sources/now.tsx';
import { SourcePage } from './story/sourcePage.tsx';
import { TrialPage } from './trial/trialPage.tsx';
import { UploadPage } from './upload/uploadPage.tsx';
import { seen } from './words/format.ts';

const VIEWS = [
  ['', 'Now'],
  ['upload', 'Upload'],
  ['queues', 'Queues and workers'],
  ['mend', 'Mend'],
  ['gallery', 'Gallery'],
  ['cost', 'Cost'],
] as const;

/** Views that others lead to. */
const UNLISTED = [['test', 'Test pipeline']] as const;

/** Views of one source. */
const OF_A_SOURCE = ['source', 'look'];

/** The page: where it stands with its server, the views, and the one that the address names. */
export function App() {
  const live = useLive();
  const address = useAddress();
  const view = viewOf(address);
  useEffect(() => {
    document.title = `${[...VIEWS, ...UNLISTED].find(([name]) => name === view)?.[1] ?? seen(address.get('key') ?? '')} - fanreel`;
  });
  return (
    <>
      <header>
        <strong>fanreel</strong>
        <nav aria-label="Views">
          {VIEWS.map(([name, label]) => (
            <Link key={name} to={addressOf({ view: name })} current={name === view}>
              {label}
            </Link>
          ))}
        </nav>
        <Badge {...live} />
      </header>
      <main>
        <Notice {...live} />
        {live.told ? <View view={view} told={live.told} address={address} /> : <p>Reading the stack.</p>}
      </main>
      {live.told && (
        <footer>
          Stack {live.told.health.stack} at {live.told.health.place}
          {live.told.health.readOnly && ', read-only'}
        </footer>
      )}
    </>
  );
}

/** Which view the address names; what there is now where it names none, or nothing that could be shown in it. */
function viewOf(address: URLSearchParams): string {
  const view = address.get('view') ?? '';
  if (OF_A_SOURCE.includes(view)) return address.get('key') ? view : '';
  return [...VIEWS, ...UNLISTED].some(([name]) => name === view) ? view : '';
}

function View({ view, told, address }: { view: string; told: Told; address: URLSearchParams }) {
  if (view === 'queues') return <QueuesPage told={told} />;
  if (view === 'upload') return <UploadPage told={told} />;
  if (view === 'mend') return <MendPage told={told} address={address} />;
  if (view === 'test') return <TrialPage told={told} address={address} />;
  if (view === 'cost') return <CostPage address={address} />;
  if (view === 'gallery') return <Gallery address={address} />;
  if (view === 'look') return <LookPage told={told} address={address} />;
  if (view === 'source') return <SourcePage told={told} address={address} />;
  return <Now told={told} address={address} />;
}
