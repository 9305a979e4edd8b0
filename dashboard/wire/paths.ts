/** The page, and what it is made of. */
export const PAGE_PATH = '/dashboard/';

export const HEALTH_PATH = '/health';

/** All calls but that for health are below it. */
export const API_PATH = '/api/';

/** The one stream. */
export const STREAM_PATH = '/ws';

/** Stands in every call that changes something: a form of another site cannot send it, and a script of one is not let. */
export const CHANGE_HEADER = 'x-fanreel-dashboard';
