import { API_PATH, HEALTH_PATH, PAGE_PATH, STREAM_PATH } from '../wire/paths.ts';

/** A request's path, without its query. */
export function pathOf({ url = '/' }: { url?: string | undefined }): string {
  return url.split('?', 1)[0] ?? '/';
}

/** Whether a path is the dashboard's: the page's and the API's with all below them, and the other two. */
export function takesPath(path: string): boolean {
  const isFolder = [PAGE_PATH, API_PATH].some(folder => `${path}/`.startsWith(folder));
  return isFolder || path === HEALTH_PATH || path === STREAM_PATH;
}
