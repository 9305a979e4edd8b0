import type { Forecast } from '../../../wire/uploads/forecast.ts';
import type { Found } from '../../../wire/uploads/found.ts';
import type { There } from '../../../wire/uploads/uploads.ts';

/** What somebody wishes by the form; what is left empty is not in it. */
export type FormWishes = Record<string, unknown>;

/** What becomes of wishes, whatever they are by then. */
export type WishChange = (now: FormWishes) => FormWishes;

/** An upload in parts that was begun. */
export interface Begun {
  bucket: string;
  key: string;
  uploadId: string;
  partBytes: number;
}

/** How far a file is. */
export type Stage =
  | { is: 'looking' }
  | { is: 'ready' }
  | { is: 'refused'; message: string }
  /** Asks what is there under its key. */
  | { is: 'beginning' }
  /** Another object is there, or the same. */
  | { is: 'asking'; there: There; begun?: Begun }
  | { is: 'sending' | 'waiting' | 'paused'; begun: Begun; sentBytes: number }
  | { is: 'completing'; begun: Begun }
  | { is: 'done'; bucket: string }
  /** Nothing was sent: the same content is there. */
  | { is: 'same'; bucket: string; there: There }
  | { is: 'failed'; message: string };

/** A file that somebody chose. */
export interface Row {
  id: number;
  file: File;
  /** Where it lies below the folder that was chosen. */
  path: string;
  key: string;
  /** The file of wishes that lies beside it, as text. */
  beside: string | null;
  /** Null while it is looked into. */
  found: Found | null;
  forecast: Forecast | null;
  /** Why there is no forecast. */
  trouble: string | null;
  /** Null: as for all. */
  own: FormWishes | null;
  stage: Stage;
}

/** Whether leaving the page would break something off. */
export function isUnderWay({ stage }: Pick<Row, 'stage'>): boolean {
  return ['beginning', 'asking', 'sending', 'waiting', 'paused', 'completing'].includes(stage.is);
}

/** Whether it can be begun, or begun again. */
export function canBegin({ stage, found }: Pick<Row, 'stage' | 'found'>): boolean {
  return stage.is === 'ready' || (stage.is === 'failed' && found !== null);
}
