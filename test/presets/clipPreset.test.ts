import { expect, it } from 'vitest';
import { explainIssues } from '../../presets/schema/explainIssues.ts';
import { presetFileSchema } from '../../presets/schema/preset.ts';
import { withVideo } from '../../presets/schema/withVideo.ts';
import { SMALL_CLIPS } from '../fixtures/clipPresets.ts';

const api = { baseUrl: 'https://cameras.example.com', timeoutSeconds: 5, retries: 1 };
const { recordings } = SMALL_CLIPS;

function wrongIn(more: object): string {
  const data = { ...SMALL_CLIPS, ...more };
  const { error } = presetFileSchema.safeParse(data);
  return error ? explainIssues(error, data, presetFileSchema) : '';
}

it.each([
  [
    { recordings: { ...recordings, template: '{start:epochMs}.mp4' } },
    'recordings.template: lacks {camera}, by which recordings are told apart, got "{start:epochMs}.mp4"',
  ],
  [
    { recordings: { ...recordings, template: ['{camera}/{start:epochMs}.mp4', '{camera}.mp4'] } },
    'recordings.template.1: lacks {start:...}, when a recording begins, got "{camera}.mp4"',
  ],
  [
    { recordings: { ...recordings, timeZone: 'Europe/Atlantis' } },
    'recordings.timeZone: is no time zone; it is named as the IANA names it, such as Europe/Berlin, got "Europe/Atlantis"',
  ],
  [
    { api: { ...api, secret: { header: 'Content-Length', name: 'key' } } },
    'api.secret.header: is a header that requests have anyway, got "Content-Length"',
  ],
  [
    { api: { ...api, baseUrl: 'https://10.0.0.1' } },
    'api.baseUrl: is an address that not all of the internet reaches, got "https://10.0.0.1"',
  ],
  [
    { api: { ...api, clips: '/clips/{id}' } },
    'api.clips: has {id}; there are {camera}, {alias}, {fromMs}, {toMs}, {from}, {to}, got "/clips/{id}"',
  ],
])('%j is refused in one sentence that names the field', (more, sentence) => {
  expect(wrongIn(more)).toBe(sentence);
});

it('recordings by an API want a path to ask for them by', () => {
  const files = (preset: object) => new Map([['cuts', { ...SMALL_CLIPS, ...preset }]]);
  const by = { recordings: { by: 'api' as const } };
  const sentence = 'The preset "cuts": api.recordings: is missing';
  expect(() => withVideo(files(by))).toThrow(sentence);
  expect(() => withVideo(files({ ...by, api }))).toThrow(sentence);
  expect(withVideo(files({ ...by, api: { ...api, recordings: '/{camera}' } })).size).toBe(1);
});
