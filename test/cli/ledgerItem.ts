/** An item of the ledger as a test's stack has it. */
export function job(key: string, rendition: string, state: string, more: object = {}) {
  return {
    jobId: `${key} ${rendition}`,
    sourceId: `fanreel-input/${key}`,
    source: { bucket: 'fanreel-input', key, version: 'e1' },
    rendition,
    state,
    attempts: [],
    createdAt: '2026-01-02T03:04:05.000Z',
    updatedAt: `2026-01-02T03:04:0${rendition.length}.000Z`,
    ...more,
  };
}

export const output = (rendition: string, key: string) => ({
  output: { bucket: `fanreel-${rendition}`, key },
});

export const failure = { failure: { class: 'input', message: 'There is no video in it.' } };
