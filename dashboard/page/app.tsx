import { useEffect, useState } from 'preact/hooks';
import type { Health } from '../wire/health.ts';
import { readHealth } from './readHealth.ts';

/** The page: which stack it shows. */
export function App() {
  const [health, setHealth] = useState<Health | null>(null);
  useEffect(() => {
    readHealth().then(setHealth, () => {});
  }, []);
  return (
    <main>
      <h1>fanreel</h1>
      {health && (
        <p>
          Stack {health.stack} at {health.place}
        </p>
      )}
    </main>
  );
}
