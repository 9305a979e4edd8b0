/** One object has come to be, or was deleted. `key` is plain; S3's own notification form-encodes it. */
export interface ObjectEvent {
  bucket: string;
  key: string;
  eventName:
    | 'ObjectCreated:Put'
    | 'ObjectCreated:Post'
    | 'ObjectCreated:CompleteMultipartUpload'
    | 'ObjectCreated:Copy'
    | 'ObjectRemoved:Delete';
  /** Of what was deleted, as it was. */
  sizeBytes: number;
  /** No quotes. */
  eTag: string;
  /** 16 hex digits; a later change has the greater text, also after a restart. */
  sequencer: string;
  at: Date;
}

/** A row of the table `events`. */
export interface EventRow {
  sequencer: number;
  bucket: string;
  key: Uint8Array;
  eventName: ObjectEvent['eventName'];
  sizeBytes: number;
  eTag: string;
  at: number;
}

export function objectEvent(row: EventRow): ObjectEvent {
  return {
    bucket: row.bucket,
    key: Buffer.from(row.key).toString(),
    eventName: row.eventName,
    sizeBytes: row.sizeBytes,
    eTag: row.eTag,
    sequencer: row.sequencer.toString(16).toUpperCase().padStart(16, '0'),
    at: new Date(row.at),
  };
}
