import { WorkError } from '../../../failures/workError.ts';

/**
 * What went wrong with one of a clip's sources, with its name, for there may be many; what is not a source's fault stays as it
 * is. `error` is anything thrown.
 */
export function namingSource(name: string, error: unknown): unknown {
  if (!(error instanceof WorkError) || error.failureClass !== 'input') return error;
  const { code, message, detail } = error;
  return new WorkError(code, {
    message: `"${name}": ${message}`,
    ...(detail !== undefined && { detail }),
    cause: error,
  });
}
