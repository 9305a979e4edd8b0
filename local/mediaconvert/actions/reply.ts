/** What an action answers: HTTP status and JSON body. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
}
