import { lookRoutes } from './looks.ts';
import { readRoutes } from './reads.ts';
import type { Route, RouteParts } from './route.ts';
import { uploadRoutes } from './uploads.ts';

/** Every call there is. */
export function allRoutes(parts: RouteParts): Route[] {
  return [...readRoutes(parts), ...lookRoutes(parts), ...uploadRoutes(parts)];
}
