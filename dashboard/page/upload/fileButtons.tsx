import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { seen } from '../words/format.ts';
import type { FileRowProps } from './fileRowProps.ts';

/** What can be done with a file where it is. */
export function FileButtons({ row: { id, key, stage, found }, uploads, place }: FileRowProps) {
  const begin = (over?: string) => uploads.transfers.begin(id, place, over);
  const isSent = 'sentBytes' in stage;
  return (
    <div class="buttons">
      {stage.is === 'ready' && <Button says="Upload" of={key} onClick={() => begin()} />}
      {stage.is === 'failed' && found && <Button says="Try again" of={key} onClick={() => begin()} />}
      {stage.is === 'asking' && <Button says="Replace it" of={key} onClick={() => begin(stage.there.eTag)} />}
      {stage.is === 'same' && (
        <Button says="Send it again" of={key} onClick={() => begin(stage.there.eTag)} />
      )}
      {isSent && (
        <Button
          says={stage.is === 'paused' ? 'Go on' : 'Pause'}
          of={key}
          onClick={() => uploads.transfers.toggle(id)}
        />
      )}
      {(stage.is === 'done' || stage.is === 'same') && (
        <Link class="button" to={addressOf({ view: 'source', bucket: stage.bucket, key })}>
          See what becomes of it
        </Link>
      )}
      <Button
        says={isSent || stage.is === 'completing' ? 'Cancel' : 'Dismiss'}
        of={key}
        onClick={() => uploads.remove(id)}
      />
    </div>
  );
}

interface ButtonProps {
  says: string;
  of: string;
  onClick: () => void;
}

/** Told apart for who hears them one after the other. */
function Button({ says, of, onClick }: ButtonProps) {
  return (
    <button type="button" onClick={onClick} aria-label={`${says}: ${seen(of)}`}>
      {says}
    </button>
  );
}
