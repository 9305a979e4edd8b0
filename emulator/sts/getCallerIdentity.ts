import type { Action } from '../query/action.ts';
import type { Identity } from './stsHandler.ts';

export const getCallerIdentity: Action<Identity> = ({ account }) => ({
  UserId: 'AIDALOCAL',
  Account: account,
  Arn: `arn:aws:iam::${account}:user/local`,
});
