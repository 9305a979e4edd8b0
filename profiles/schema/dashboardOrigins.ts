/** Where `fanreel dashboard` listens unless told otherwise; the stack's own dashboard is on the stack's port. */
export const DASHBOARD_PORT = 4567;

/** The origins of that dashboard: a page there comes from the reader's own machine. */
export const USUAL_DASHBOARD_ORIGINS = ['127.0.0.1', 'localhost'].map(
  host => `http://${host}:${DASHBOARD_PORT}`,
);
