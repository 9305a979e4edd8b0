/** A redrive, as ListMessageMoveTasks shows it; queues by name, time in milliseconds since the epoch. */
export interface MoveTask {
  readonly id: string;
  readonly source: string;
  /** null: each message goes back to the queue that dead-lettered it. */
  readonly destination: string | null;
  readonly perSecond: number | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  readonly toMove: number;
  /** The youngest message that belongs to this task, so that one which fails again is not moved in a circle. */
  readonly lastSeq: number;
  readonly failure: string | null;
  readonly startedAt: number;
}

export type NewMoveTask = Omit<MoveTask, 'id' | 'status' | 'moved' | 'failure'>;
