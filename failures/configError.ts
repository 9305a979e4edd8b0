/** The operator's own files or settings are wrong; the message is one line that says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
