import { z } from 'zod';
import { addressIn, isPublicAddress, isThisMachine } from './address.ts';
import { wrongInPath } from './apiPath.ts';

/** A path below the API's address; `{camera}`, `{alias}`, `{fromMs}`, `{toMs}`, `{from}` and `{to}` stand for a request's own. */
const pathSchema = z.string().superRefine((path, { addIssue }) => {
  const message = wrongInPath(path);
  if (message !== null) addIssue({ code: 'custom', message });
});

/** What it may be is looked at again at each connection, for a name may lead elsewhere by then. */
const baseUrlSchema = z.string().superRefine((text, { addIssue }) => {
  const message = wrongInAddress(text);
  if (message !== null) addIssue({ code: 'custom', message });
});

/** What a secret in it would spoil. */
const TAKEN_HEADERS = [
  ...['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'expect'],
  ...['range', 'if-match', 'idempotency-key', 'x-fanreel-at'],
];

/** Another program's HTTP API, that knows the cameras. */
export const apiSchema = z.strictObject({
  baseUrl: baseUrlSchema.describe(
    'Its address, https, which all of the internet reaches. Of this machine, http too, which only the local run calls.',
  ),
  secret: z
    .strictObject({
      header: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,64}$/)
        .refine(
          header => !TAKEN_HEADERS.includes(header.toLowerCase()),
          'is a header that requests have anyway',
        )
        .describe('Of each request, such as `x-api-key`.'),
      name: z
        .string()
        .regex(/^[A-Za-z0-9/_+=.@-]{1,128}$/)
        .describe('Of the secret in Secrets Manager whose value the header has.'),
    })
    .optional()
    .describe('How it knows us. Without it requests have no such header.'),
  timeoutSeconds: z.number().min(0.5).max(60).describe('For each request, until its answer is whole.'),
  retries: z.int().min(0).max(10).describe('More tries of a request that failed in a way that may pass.'),
  camera: pathSchema
    .optional()
    .describe('GET: whether there is a camera, and its alias; 404 where there is none.'),
  recordings: pathSchema.optional().describe("GET: a camera's recordings between two moments."),
  clips: pathSchema.optional().describe('POST: told of each clip that came to an end.'),
});

/** The API, which a preset must have that finds recordings by it, or tells it of clips. */
export type ClipApi = z.infer<typeof apiSchema>;

function wrongInAddress(text: string): string | null {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return 'is no address that begins with https://';
  if (url.username || url.password) return 'has a password in it; name a secret instead';
  if (url.search || url.hash || /[?#]/.test(text))
    return 'has more than a path; say what is asked for in the paths';
  if (isThisMachine(url)) return null;
  if (url.protocol === 'http:') return 'is not https, by which alone another machine is called';
  const address = addressIn(url);
  return address === null || isPublicAddress(address)
    ? null
    : 'is an address that not all of the internet reaches';
}
