import { API_PATH } from '../../wire/paths.ts';
import type { WorkerPod, WorkerPods } from '../../wire/pods.ts';
import { useRead } from '../address/useRead.ts';
import { Empty } from '../words/empty.tsx';
import { seconds } from '../words/format.ts';
import { Table } from '../words/table.tsx';
import { useNow } from '../words/useNow.ts';

/** Pods are looked at so often, milliseconds: one takes some seconds to come. */
const EVERY_MS = 5_000;

/** The workers that run in the cluster where the dashboard does; nothing where it runs in none. */
export function WorkerPodsList() {
  const now = useNow(EVERY_MS);
  const { value, trouble } = useRead<WorkerPods>(`${API_PATH}workers`, now);
  if (trouble) return <p class="notice">{trouble}</p>;
  if (!value?.workers) return null;
  return (
    <>
      <h2>Pods</h2>
      {value.workers.length === 0 && <Empty says="None is there: the first message that waits starts one." />}
      {value.workers.length > 0 && (
        <Table
          caption="Workers' pods in this cluster"
          head={['Rendition', 'Pod', 'Phase', 'Reason', 'For', 'Node']}
          rows={value.workers.map(pod => rowOf(pod, now))}
        />
      )}
    </>
  );
}

function rowOf({ rendition, name, phase, reason = '', startedAt, node = '' }: WorkerPod, now: number) {
  const since =
    startedAt === undefined ? '' : seconds(Math.max(0, Math.round((now - Date.parse(startedAt)) / 1_000)));
  return [rendition, name, phase, reason, since, node];
}
