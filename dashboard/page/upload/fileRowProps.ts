import type { UploadPlace } from '../../wire/uploads/uploads.ts';
import type { Row } from './work/row.ts';
import type { Uploads } from './work/uploads.ts';

/** A file, and who does something with it. */
export interface FileRowProps {
  row: Row;
  uploads: Uploads;
  place: UploadPlace;
}
