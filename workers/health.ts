/**
 * Ends with 0 where the worker beside it answers, and with 1 where it does not: what a container's health check runs that has neither a
 * shell nor curl.
 */
import { get } from 'node:http';

/** Less than any platform waits, milliseconds. */
const TIMEOUT_MS = 25_000;

get(`http://127.0.0.1:${process.env.WORKER_PORT}/healthz`, { timeout: TIMEOUT_MS }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
)
  .on('error', () => process.exit(1))
  .on('timeout', () => process.exit(1));
