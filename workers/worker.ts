/**
 * A container's entry: takes the messages of one rendition's queue, one at a time, and hands each to the very handler that the
 * rendition's function has. It is told what that function is told, and what workers/entry/settings.ts reads. On SIGTERM it takes
 * nothing new, ends what fits into its grace time, gives back what does not, and exits with 0.
 */
const leaving = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => leaving.abort());
// All else takes a while to load, and a container's first process never hears a signal that it has no handler for by then.
const { begin } = await import('./entry/begin.ts');
const code = await begin({
  leaving: leaving.signal,
  // Whoever started it as a process of its own may listen.
  onBusy: isBusy => process.send?.({ busy: isBusy }),
});
// Connections that are kept for the next request keep the process, too.
process.exit(code);
