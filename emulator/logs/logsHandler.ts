import type { Action } from '../query/action.ts';
import { jsonHandler } from '../query/jsonHandler.ts';
import { filterLogEvents, type LogGroups } from './filterLogEvents.ts';
import { invalidAction } from './logsErrors.ts';

/** Every action that is answered, by its name on the wire. */
export const logsActions: ReadonlyMap<string, Action<LogGroups>> = new Map([
  ['FilterLogEvents', filterLogEvents],
]);

/** Answers CloudWatch Logs' requests, AWS JSON 1.1; the caller has read the body. */
export const logsHandler = (groups: LogGroups) =>
  jsonHandler(groups, { target: 'Logs_20140328.', actions: logsActions, invalidAction });
