/**
 * Tells CloudWatch whether the worker has a message: 1 or 0, of which a minute's sum is how many are busy. What emits it is loaded with
 * the first message: a worker that waits for one needs little memory.
 */
export async function tellBusy(rendition: string, isBusy: boolean): Promise<void> {
  const { emit } = await import('../../handlers/telemetry/metrics.ts');
  emit([{ metric: 'busy-workers', value: isBusy ? 1 : 0 }], { rendition });
}
