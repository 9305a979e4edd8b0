/** What the keys of test videos begin with, which the dashboard uploads and removes again. */
export const TRIAL_PREFIX = 'fanreel-test/';
