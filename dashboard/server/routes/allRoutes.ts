import { lookRoutes } from './looks.ts';
import { mendRoutes } from './mends.ts';
import { readRoutes } from './reads.ts';
import type { Route, RouteParts } from './route.ts';
import { trialRoutes } from './trials.ts';
import { uploadRoutes } from './uploads.ts';

/** Every call there is. */
export function allRoutes(parts: RouteParts): Route[] {
  return [readRoutes, lookRoutes, uploadRoutes, mendRoutes, trialRoutes].flatMap(of => of(parts));
}
