import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../../failures/configError.ts';

/**
 * Listens, on this machine only where no other address is given; port 0 takes any free one. Returns the port.
 * @throws {ConfigError} saying which program has the port.
 */
export async function listen(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(explain(error, port));
  });
  return (server.address() as AddressInfo).port;
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use by ${holderOf(port)}: stop it, or choose another port with --port.`;
  }
  if (error.code === 'EACCES') return `Port ${port} is not yours to use: choose one above 1023 with --port.`;
  return `Cannot listen on port ${port}: ${error.message}.`;
}

/** The program behind a listening port, from /proc; other systems do not tell without tools of their own. */
function holderOf(port: number): string {
  try {
    const inode = listeningInode(port);
    const pid = readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .find(candidate => inode !== undefined && holdsSocket(candidate, inode));
    if (!pid) return 'another program';
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).join(' ');
    return `process ${pid} (${command.slice(0, 100)})`;
  } catch {
    return 'another program';
  }
}

function listeningInode(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file => readFileSync(file, 'utf8').split('\n'));
  // Columns: number, local address, remote address, state (0A is LISTEN), ..., inode.
  const fields = lines.map(line => line.trim().split(/\s+/));
  return fields.find(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '0A')?.[9];
}

function holdsSocket(pid: string, inode: string): boolean {
  try {
    const files = readdirSync(`/proc/${pid}/fd`);
    return files.some(file => readlinkSync(`/proc/${pid}/fd/${file}`) === `socket:[${inode}]`);
  } catch {
    return false;
  }
}
