/**
 * A message that a container took is out of others' sight for so long before its work keeps it there by itself, seconds: its handler
 * is loaded meanwhile, or a clip's recordings are looked for. One whose container dies before that comes again after it.
 */
export const TAKING_SECONDS = 120;
