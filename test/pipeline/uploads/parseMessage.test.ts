import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../pipeline/uploads/parseMessage.ts';

function s3Event(key: string, eventName = 'ObjectCreated:Put'): object {
  return {
    eventName,
    s3: { bucket: { name: 'fanreel-input' }, object: { key, size: 5, eTag: 'e', sequencer: '01' } },
  };
}

const asked = (key: string) => ({ bucket: 'fanreel-input', key, force: false, announced: true });

describe('an S3 event', () => {
  it.each([
    ['red+flower.mp4', 'red flower.mp4'],
    ['a%2Bb.mp4', 'a+b.mp4'],
    ['100%25.mp4', '100%.mp4'],
    ['h%C3%A9llo.mp4', 'héllo.mp4'],
    ['a%2520b.mp4', 'a%20b.mp4'],
    ['line%0Abreak.mp4', 'line\nbreak.mp4'],
    ['it%27s+%22q%22.mp4', 'it\'s "q".mp4'],
  ])('has its key %s decoded once, to %s', (encoded, key) => {
    expect(parseMessage(JSON.stringify({ Records: [s3Event(encoded)] })).sources).toEqual([asked(key)]);
  });

  it('asks for every created object in it', () => {
    const body = { Records: [s3Event('a.mp4'), s3Event('b.mp4', 'ObjectCreated:CompleteMultipartUpload')] };
    expect(parseMessage(JSON.stringify(body)).sources).toEqual([asked('a.mp4'), asked('b.mp4')]);
  });

  it.each([
    ['a removed object', { Records: [s3Event('a.mp4', 'ObjectRemoved:Delete')] }],
    ['no record', { Records: [] }],
    ["S3's test", { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'fanreel-input' }],
  ])('of %s asks for nothing and is no error', (_, body) => {
    const { sources, ignored } = parseMessage(JSON.stringify(body));
    expect(sources).toEqual([]);
    expect(ignored).toMatch(/\.$/);
  });

  it('inside an SNS envelope is unwrapped', () => {
    const body = { Type: 'Notification', Message: JSON.stringify({ Records: [s3Event('a.mp4')] }) };
    expect(parseMessage(JSON.stringify(body)).sources).toEqual([asked('a.mp4')]);
  });
});

describe('a reprocess request', () => {
  it('takes the key as it is', () => {
    const body = {
      schema: 'fanreel.request/1',
      source: { bucket: 'b', key: 'a+b%20.mp4', version: 'v' },
      force: true,
      reason: 'again',
    };
    expect(parseMessage(JSON.stringify(body)).sources).toEqual([
      { bucket: 'b', key: 'a+b%20.mp4', version: 'v', force: true, reason: 'again' },
    ]);
  });

  it('with an unknown field is refused by the name of the field', () => {
    const body = { schema: 'fanreel.request/1', source: { bucket: 'b', key: 'k' }, forse: true };
    expect(() => parseMessage(JSON.stringify(body))).toThrow(/forse/);
  });
});

it.each([
  ['', /not JSON/],
  ['not json', /not JSON/],
  ['{}', /neither an S3 event nor/],
  ['null', /neither/],
  ['42', /neither/],
  ['[]', /neither/],
  ['{"Records":{}}', /Records/],
  ['{"Records":[{}]}', /Records\.0\.eventName/],
  ['{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":""}}}]}', /key/],
  [JSON.stringify({ Records: [s3Event('%zz.mp4')] }), /form-encoded/],
  ['{"schema":"fanreel.request/2","source":{"bucket":"b","key":"k"}}', /schema: neither .* nor [^;]*$/],
  ['{"schema":"fanreel.clip/2","camera":"gate","from":1,"to":2}', /schema: neither .* nor [^;]*$/],
  ['{"schema":"fanreel.request/1","source":{"bucket":"b"}}', /source\.key/],
])('refuses %s as input, saying what is wrong', (body, message) => {
  expect(() => parseMessage(body)).toThrow(message);
  expect(() => parseMessage(body)).toThrow(
    expect.objectContaining({ failureClass: 'input', code: 'bad-message' }),
  );
});

describe('a request for a clip', () => {
  const span = { camera: 'gate', fromMs: 1_763_632_800_000, toMs: 1_763_632_860_000 };

  it.each([
    [
      'a camera network sends it, word for word',
      {
        clipId: 'c1',
        retryTimestamps: [],
        cameraId: 'gate',
        startTimestampInMs: span.fromMs,
        endTimestampInMs: span.toMs,
      },
    ],
    [
      'this project does',
      {
        schema: 'fanreel.clip/1',
        clipId: 'c1',
        camera: 'gate',
        from: '2025-11-20T10:00:00Z',
        to: '2025-11-20T11:01:00+01:00',
      },
    ],
  ])('as %s is read to the same', (_, body) => {
    expect(parseMessage(JSON.stringify(body))).toEqual({
      sources: [],
      clip: { clipId: 'c1', span, force: false },
    });
  });

  it.each([[undefined], [null], [[1_763_632_800_000, 'later']]])(
    'of a camera network may tell what it has retried as %j, which is not looked at',
    retryTimestamps => {
      const times = { startTimestampInMs: span.fromMs, endTimestampInMs: span.toMs };
      const body = { clipId: 'c1', cameraId: 'gate', retryTimestamps, ...times };
      expect(parseMessage(JSON.stringify(body)).clip?.span).toEqual(span);
    },
  );

  it('has an id that follows from what it asks for where it names none', () => {
    const body = { schema: 'fanreel.clip/1', parts: [{ key: 'a.mp4', from: 1, to: 2.5 }] };
    const [one, two] = [
      parseMessage(JSON.stringify(body)),
      parseMessage(JSON.stringify({ ...body, reason: 'again' })),
    ];
    expect(one.clip?.clipId).toMatch(/^[0-9a-f]{24}$/);
    expect(two.clip?.clipId).toBe(one.clip?.clipId);
  });

  it.each([
    ['to', { camera: 'gate', from: 2_000, to: 1_000 }, /to: is not after from/],
    ['from', { camera: 'gate', from: '2025-11-20T10:00:00', to: 2_000 }, /from: .*time zone/],
    ['parts.0.to', { parts: [{ key: 'a.mp4', from: 2, to: 1 }] }, /parts\.0\.to: is not after from/],
    ['camera', { camera: 'a/b', from: 1_000, to: 2_000 }, /camera: /],
    ['to', { camera: 'gate', from: 1_000, to: Number.MAX_SAFE_INTEGER }, /to: .*milliseconds/],
    ['form', { camera: 'gate', from: 1_000, to: 2_000, form: 'x' }, /form/],
  ])('with a wrong %s is refused by that name', (_, fields, words) => {
    const read = () => parseMessage(JSON.stringify({ schema: 'fanreel.clip/1', ...fields }));
    expect(read).toThrow(
      expect.objectContaining({ code: 'bad-message', message: expect.stringMatching(words) }),
    );
  });
});
