/**
 * As many invocations at once as a provisioned poller brings (AWS Lambda guide, "Lambda parameters for Amazon SQS"; batches
 * of one message).
 */
export const INVOCATIONS_A_POLLER = 10;

/** Of one event source for SQS that are always there, AWS takes from two to so many. */
export const MIN_POLLERS = 2;
export const MAX_MIN_POLLERS = 200;
