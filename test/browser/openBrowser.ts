import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, without a window. Every name below `.example` is this machine, as a rebinding page makes its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    // Its socket lies in the temporary folder, and a socket's path has room for 107 bytes: the tests' own may be deep.
    // Without a UTF-8 locale it reads no file whose name is beyond ASCII, and a machine that runs checks may have none.
    env: { ...process.env, TMPDIR: '/tmp', LC_ALL: 'C.UTF-8' },
    args: [
      '--host-resolver-rules=MAP *.example 127.0.0.1',
      // Chromium asks its user before a page may talk to the own machine, where other browsers do not; nobody answers.
      '--disable-features=LocalNetworkAccessChecks',
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  });
}
