import { ACCOUNT } from '../account.ts';
import type { Action } from '../query/action.ts';

/** Whom every caller is taken for: there are no users here, and any credentials will do. */
export const getCallerIdentity: Action<null> = () => ({
  UserId: 'AIDALOCAL',
  Account: ACCOUNT,
  Arn: `arn:aws:iam::${ACCOUNT}:user/local`,
});
