import { WorkError } from '../../../failures/workError.ts';
import { checkedLookup, type Reach } from '../../../handlers/aws/outside/checkedLookup.ts';
import { checkUrl } from '../../../handlers/aws/outside/guardedRequest.ts';
import { addressIn } from '../../../presets/api/address.ts';
import { CommandError } from '../../terminal/commandError.ts';

/** As long as a wish that names it may be. */
const MAX_LENGTH = 2_000;

/**
 * An address that may be called, looked up once now; each request looks again.
 * @throws {CommandError} 2 for any other, 1 where its name cannot be looked up.
 */
export async function checkedUrl(text: string, reach: Reach): Promise<URL> {
  const url = URL.parse(text);
  const wrong = wrongIn(text, url);
  if (!url || wrong !== null) throw new CommandError(2, `The URL ${wrong}.`);
  try {
    checkUrl(url, reach);
    if (addressIn(url) === null) await lookUp(url.hostname, reach);
  } catch (error) {
    if (!(error instanceof WorkError)) throw error;
    throw new CommandError(2, error.message, error);
  }
  return url;
}

function wrongIn(text: string, url: URL | null): string | null {
  if (!url || !/^https?:$/.test(url.protocol)) return 'is none that begins with https://';
  if (url.href.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} letters`;
  if (url.username || url.password) {
    return 'has a password in it, which lists and logs would show: a signature tells the receiver who calls';
  }
  if (url.hash || text.includes('#')) return 'has a # in it, and what follows it is never sent';
  return null;
}

/** @throws {WorkError} api-refused for a name that stands for an address that may not be called; {CommandError} 1 for none. */
function lookUp(hostname: string, reach: Reach): Promise<void> {
  return new Promise((resolve, reject) => {
    checkedLookup(reach)(hostname, { all: true }, error => {
      if (!error) return resolve();
      if (error instanceof WorkError) return reject(error);
      const code = (error as NodeJS.ErrnoException).code ?? error.message;
      reject(new CommandError(1, `${hostname} cannot be looked up (${code}): check the name, or try again.`));
    });
  });
}
