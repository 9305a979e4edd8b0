import { useState } from 'preact/hooks';
import { API_PATH } from '../../wire/paths.ts';
import type { UploadPlace } from '../../wire/uploads/uploads.ts';
import { useRead } from '../address/useRead.ts';
import { idOf, type Told } from '../live/state.ts';
import { Empty } from '../words/empty.tsx';
import { DropZone } from './dropZone.tsx';
import { FileRow } from './fileRow.tsx';
import { Remembered } from './remembered.tsx';
import { Sums } from './sums.tsx';
import { useUploads } from './useUploads.ts';
import { WishesForm } from './wishesForm.tsx';

/** Brings files into the input bucket, after telling what would be made of them. */
export function UploadPage({ told }: { told: Told }) {
  const { readOnly } = told.health;
  const { value: place, trouble } = useRead<UploadPlace>(`${API_PATH}uploads`, null);
  return (
    <>
      <h1>Upload</h1>
      {readOnly && <Empty says="This dashboard is read-only: start it without --read-only to upload." />}
      {!readOnly && trouble && <p class="notice">{trouble}</p>}
      {!readOnly && place && <Uploading place={place} told={told} />}
    </>
  );
}

function Uploading({ place, told }: { place: UploadPlace; told: Told }) {
  const uploads = useUploads();
  const [prefix, setPrefix] = useState('');
  const { rows, left } = uploads;
  const before = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return (
    <>
      <p class="quiet">
        Files go straight to S3, into bucket {place.bucket}. Each is looked into here first, and told what
        would become of it, before a byte is sent.
      </p>
      <DropZone onGiven={given => uploads.add(given, before)} />
      <p role="status" class="quiet">
        {left}
      </p>
      <Remembered rows={rows} />
      <details class="card wishes">
        <summary>Where to, and wishes for all</summary>
        <label class="field">
          <span>Put below (a folder in the bucket, for files that are chosen next)</span>
          <input type="text" value={prefix} onInput={event => setPrefix(event.currentTarget.value)} />
        </label>
        <WishesForm
          of="all files"
          renditions={place.renditions}
          wishes={uploads.wishes}
          onWish={change => uploads.wish(change)}
        />
      </details>
      {rows.length > 0 && <Sums uploads={uploads} place={place} />}
      <ul class="files" aria-label="Files">
        {rows.map(row => (
          <li key={row.id}>
            <FileRow
              {...{ row, uploads, place }}
              wishes={uploads.wishes}
              isTakenUp={told.sources.has(idOf({ bucket: place.bucket, key: row.key }))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
