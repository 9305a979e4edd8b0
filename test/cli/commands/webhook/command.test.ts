import { expect, it } from 'vitest';
import { webhookCommand } from '../../../../cli/commands/webhook/command.ts';

it.each(['--states', '--renditions', '--events'])(
  '%s that names nothing is refused, for nothing would be told',
  async flag => {
    const command = webhookCommand();
    for (const one of command.commands) one.exitOverride().configureOutput({ writeErr: () => {} });
    const parsed = command.parseAsync(['add', 'https://hooks.example.com/', flag, ' ,'], { from: 'user' });
    await expect(parsed).rejects.toThrow(`argument ' ,' is invalid`);
  },
);
