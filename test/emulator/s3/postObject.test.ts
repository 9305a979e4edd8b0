import { GetObjectCommand, GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { describe, expect, test } from 'vitest';
import { type RunningS3, startS3 } from './startS3.ts';

const Bucket = 'videos';

/** Posts a form as a browser does; the file comes last. */
function post(
  { endpoint }: RunningS3,
  fields: Record<string, string>,
  { content = 'hello', fileName = 'clip.mp4', url = `${endpoint}/${Bucket}` } = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new File([content], fileName, { type: 'video/mp4' }));
  return fetch(url, { method: 'POST', body: form, redirect: 'manual' });
}

const policyOf = (policy: object) => Buffer.from(JSON.stringify(policy)).toString('base64');
const SOON = new Date(Date.now() + 60_000).toISOString();

test('a form that the SDK presigned makes the object, and announces it', async () => {
  const s3 = await startS3();
  const { url, fields } = await createPresignedPost(s3.client, {
    ...{ Bucket, Key: `in/\${filename}`, Expires: 60 },
    Conditions: [
      ['content-length-range', 1, 10],
      ['starts-with', '$Content-Type', 'video/'],
    ],
    Fields: { 'x-amz-meta-owner': 'Ann' },
  } satisfies PresignedPostOptions);
  const reply = await post(
    s3,
    { ...fields, 'Content-Type': 'video/mp4' },
    { url, fileName: 'my clip é.mp4' },
  );
  expect([reply.status, await reply.text()]).toEqual([204, '']);
  expect(reply.headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
  expect(reply.headers.get('location')).toBe(`${s3.endpoint}/${Bucket}/in%2Fmy%20clip%20%C3%A9.mp4`);
  const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'in/my clip é.mp4' }));
  expect(await got.Body?.transformToString()).toBe('hello');
  expect(got).toMatchObject({ ContentType: 'video/mp4', Metadata: { owner: 'Ann' } });
  expect(s3.events.map(({ key, eventName }) => [key, eventName])).toEqual([
    ['in/my clip é.mp4', 'ObjectCreated:Post'],
  ]);
});

test('a form is answered with the status or the redirect that it asks for', async () => {
  const s3 = await startS3();
  const fields = { key: 'a b' };
  const created = await post(s3, { ...fields, success_action_status: '201' });
  expect(created.status).toBe(201);
  expect(await created.text()).toContain(
    `<PostResponse><Location>${s3.endpoint}/${Bucket}/a%20b</Location><Bucket>videos</Bucket><Key>a b</Key><ETag>&quot;`,
  );
  expect((await post(s3, { ...fields, success_action_status: '200' })).status).toBe(200);
  expect((await post(s3, { ...fields, success_action_status: '302' })).status).toBe(204);
  const page = 'http://localhost:3000/done?a=1';
  const redirected = await post(s3, {
    ...{ ...fields, success_action_status: '201', success_action_redirect: page },
  });
  expect([redirected.status, redirected.headers.get('location')]).toEqual([
    303,
    `${page}&bucket=videos&key=a+b&etag=%225d41402abc4b2a76b9719d911017c592%22`,
  ]);
  for (const success_action_redirect of ['/done', 'javascript:alert(1)']) {
    expect((await post(s3, { ...fields, success_action_redirect })).status).toBe(204);
  }
});

describe('a policy', () => {
  const FIELDS = { key: 'in/clip.mp4', 'Content-Type': 'video/mp4' };
  const COVERED = [{ bucket: Bucket }, ['starts-with', '$key', 'in/'], { 'content-type': 'video/mp4' }];

  test('lets pass what meets all of it, names in any case', async () => {
    const s3 = await startS3();
    const conditions = [
      ...COVERED,
      ['EQ', '$Success_Action_Status', '200'],
      ['content-length-range', '5', 5],
    ];
    const fields = { ...FIELDS, success_action_status: '200', 'x-ignore-this': 'x', 'X-Amz-Signature': '0' };
    const reply = await post(s3, { ...fields, Policy: policyOf({ expiration: SOON, conditions }) });
    expect(reply.status).toBe(200);
  });

  test.each<[string, object | string, number, string, RegExp]>([
    ['its time is over', { expiration: '2020-01-01T00:00:00Z' }, 403, 'AccessDenied', /Policy expired\./],
    ['its time is none', { expiration: 'soon' }, 400, 'InvalidPolicyDocument', /Invalid 'expiration'/],
    [
      'a field begins otherwise',
      { conditions: [...COVERED, ['starts-with', '$key', 'other/']] },
      403,
      'AccessDenied',
      /Condition failed: \[&quot;starts-with&quot;, &quot;\$key&quot;, &quot;other\/&quot;\]/,
    ],
    [
      'a field is another',
      { conditions: [...COVERED, { 'Content-Type': 'VIDEO/mp4' }] },
      403,
      'AccessDenied',
      /Condition failed: \[&quot;eq&quot;, &quot;\$Content-Type&quot;/,
    ],
    [
      'a field is not there',
      { conditions: [...COVERED, ['starts-with', '$x-amz-meta-a', '']] },
      403,
      'AccessDenied',
      /Condition failed/,
    ],
    [
      'the bucket is another',
      { conditions: [...COVERED, { bucket: 'other' }] },
      403,
      'AccessDenied',
      /bucket/,
    ],
    [
      'a field is not mentioned',
      { conditions: [COVERED[0], COVERED[1]] },
      403,
      'AccessDenied',
      /Extra input fields: content-type/,
    ],
    ['nothing is', { conditions: [] }, 403, 'AccessDenied', /Extra input fields: key, content-type/],
    [
      'the file is too big',
      { conditions: [...COVERED, ['content-length-range', 0, 4]] },
      400,
      'EntityTooLarge',
      /<ProposedSize>5<.*<MaxSizeAllowed>4</,
    ],
    [
      'the file is too small',
      { conditions: [...COVERED, ['content-length-range', 6, 9]] },
      400,
      'EntityTooSmall',
      /<ProposedSize>5<.*<MinSizeAllowed>6</,
    ],
    ['an operator is unknown', { conditions: [['in', '$key', 'a']] }, 400, 'InvalidPolicyDocument', /'in'/],
    [
      'a condition names two',
      { conditions: [{ a: 'b', c: 'd' }] },
      400,
      'InvalidPolicyDocument',
      /exactly one/,
    ],
    ['a condition is no text', { conditions: [{ a: 1 }] }, 400, 'InvalidPolicyDocument', /Invalid Condition/],
    ['it is no JSON', 'e30', 400, 'InvalidPolicyDocument', /Invalid/],
  ])('refuses the form when %s, and nothing is kept', async (_, policy, status, code, message) => {
    const s3 = await startS3();
    const text = typeof policy === 'string' ? 'bm8=' : policyOf({ expiration: SOON, ...policy });
    const reply = await post(s3, { ...FIELDS, policy: text });
    const body = await reply.text();
    expect([reply.status, body]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
    expect(body).toMatch(message);
    expect([s3.events, s3.store.list(Bucket).entries]).toEqual([[], []]);
  });

  test('refuses a big file only once all of it came, so that a browser hears why', async () => {
    const s3 = await startS3();
    const policy = policyOf({ conditions: [...COVERED, ['content-length-range', 0, 1_000]] });
    const reply = await post(s3, { ...FIELDS, policy }, { content: 'x'.repeat(3_000_000) });
    expect([reply.status, await reply.text()]).toEqual([
      400,
      expect.stringContaining('<ProposedSize>3000000<'),
    ]);
  });
});

test("a form's tags and metadata are kept, and what no header can hold is encoded", async () => {
  const s3 = await startS3();
  const tagging =
    '<Tagging><TagSet><Tag><Key>a</Key><Value>1 + 2</Value></Tag><Tag><Key>b</Key><Value></Value></Tag></TagSet></Tagging>';
  expect((await post(s3, { key: 'a', tagging, 'x-amz-meta-Note': 'line\n—' })).status).toBe(204);
  const { TagSet } = await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'a' }));
  expect(TagSet).toEqual([
    { Key: 'a', Value: '1 + 2' },
    { Key: 'b', Value: '' },
  ]);
  const { headers } = s3.store.head(Bucket, 'a');
  expect(headers['x-amz-meta-note']).toBe(`=?UTF-8?B?${Buffer.from('line\r\n—').toString('base64')}?=`);
});

test.each<[string, Record<string, string>, string]>([
  ['without a key', {}, 'InvalidArgument'],
  ['with an empty key', { key: '' }, 'InvalidArgument'],
  ['with tags that are no XML', { key: 'a', tagging: 'a=1' }, 'MalformedXML'],
  ['with an ACL that shares', { key: 'a', acl: 'public-read' }, 'AccessControlListNotSupported'],
  ['with a type that no header can hold', { key: 'a', 'Content-Type': 'a\nb' }, 'InvalidArgument'],
  ['with fields that are too long', { key: 'a', x: 'x'.repeat(21_000) }, 'MaxPostPreDataLengthExceededError'],
  ['with a wrong checksum', { key: 'a', 'x-amz-checksum-sha256': 'AAAA' }, 'BadDigest'],
  ['with a key that is too long', { key: 'a'.repeat(1025) }, 'KeyTooLongError'],
])('a form %s is refused', async (_, fields, code) => {
  const s3 = await startS3();
  const reply = await post(s3, fields);
  expect(await reply.text()).toContain(`<Code>${code}</Code>`);
  expect(s3.events).toEqual([]);
});

test.each([
  ['multipart/form-data', '', 'PreconditionFailed'],
  ['text/plain', 'key=a', 'PreconditionFailed'],
  ['multipart/form-data; boundary=b', 'no parts', 'MalformedPOSTRequest'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na',
    'MalformedPOSTRequest',
  ],
  ['multipart/form-data; boundary=b', '--b--\r\n', 'InvalidArgument'],
])('a body of %s that is no form is refused', async (type, body, code) => {
  const { endpoint } = await startS3();
  const reply = await fetch(`${endpoint}/${Bucket}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });
  expect(await reply.text()).toContain(`<Code>${code}</Code>`);
});

test('a file is kept byte for byte wherever its boundary is cut, and what follows it is not looked at', async () => {
  const s3 = await startS3();
  const content = `\r\n--b\r\n--${'\r\n--bound'.repeat(50)}\r\n`;
  const body = Buffer.from(
    `--boundary\r\nContent-Disposition: form-data; name="key"\r\n\r\ncut-\${filename}\r\n--boundary\r\ncontent-disposition: form-data; name=file; filename="C:\\dir\\a.bin"\r\n\r\n${content}\r\n--boundary\r\nContent-Disposition: form-data; name="after"\r\n\r\nx\r\n--boundary--\r\n`,
  );
  async function* pieces() {
    for (let at = 0; at < body.length; at += 3) yield body.subarray(at, at + 3);
  }
  const reply = await fetch(`${s3.endpoint}/${Bucket}`, {
    ...{ method: 'POST', body: pieces(), duplex: 'half' as const },
    headers: { 'content-type': 'multipart/form-data; boundary="boundary"' },
  } as unknown as RequestInit);
  expect(reply.status).toBe(204);
  const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'cut-a.bin' }));
  expect(await got.Body?.transformToString()).toBe(content);
});
