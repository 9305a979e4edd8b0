#!/usr/bin/env -S node --max-semi-space-size=1 --max-old-space-size=1024
// A small young generation (MB), since what passes through is mostly buffers: they are freed while they are few, and a
// 2 GB upload keeps the process under 200 MB. The old one may have 1 GB (MB), of which some 25 MB are used: by this V8
// tells how much garbage may lie about, which with its own 4 GB is three times what is used, as long as there is much to do.
// V8 takes the settings only at start.
// No static imports: an older Node would fail on them before this check could say what to do.
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `fanreel needs Node 24 and this is ${process.version}: run it through npm ("npm start", "npm run fanreel -- --help"), which brings Node 24.`,
  );
  process.exitCode = 1;
} else {
  // What was compiled once is not compiled again, here or in a synth: a command starts in half the time.
  process.env.NODE_COMPILE_CACHE ??= `${import.meta.dirname}/../node_modules/.cache/fanreel`;
  (await import('node:module')).enableCompileCache();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
