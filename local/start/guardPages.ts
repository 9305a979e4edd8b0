import { type Guard, pageGuard } from '../../emulator/index.ts';

export { hostName } from '../../emulator/index.ts';

/**
 * Keeps web pages away from the local port, and says in our words what to do about it.
 * @param allowHosts names that the port answers to beside this machine's own, as `hostName` gives them
 */
export function guardPages(allowHosts: readonly string[] = []): Guard {
  return pageGuard({
    allowHosts,
    advice: {
      host: name => `start fanreel with --allow-host ${name}`,
      origin: "the profile's uploadOrigins set those of the input bucket",
    },
  });
}
