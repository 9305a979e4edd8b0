import { expect, it } from 'vitest';
import { SecretValues } from '../../../../handlers/aws/outside/secretValue.ts';

function values(answers: (string | Error)[]) {
  let nowMs = 0;
  const send = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return { SecretString: answer };
  };
  const later = (ms: number) => {
    nowMs += ms;
  };
  const of = new SecretValues({ send } as never, () => nowMs);
  return { of, later };
}

it('a secret is asked for once in five minutes', async () => {
  const { of, later } = values(['a', 'b']);
  expect(await of.valueOf('n')).toBe('a');
  later(4 * 60_000);
  expect(await of.valueOf('n')).toBe('a');
  later(2 * 60_000);
  expect(await of.valueOf('n')).toBe('b');
});

it('a secret that is forgotten is asked for at once', async () => {
  const { of } = values(['a', 'b']);
  await of.valueOf('n');
  of.forget('n');
  expect(await of.valueOf('n')).toBe('b');
});

it.each(['ResourceNotFoundException', 'AccessDeniedException'])(
  '%s is a failure of the preset',
  async name => {
    const error = Object.assign(new Error('arn:aws:secretsmanager:...'), { name });
    await expect(values([error]).of.valueOf('n')).rejects.toMatchObject({
      code: 'api-secret',
      message: `The secret "n" cannot be read (${name}).`,
    });
  },
);

it('a secret that would begin another header is not sent', async () => {
  const error = await values(['a\r\nhost: b'])
    .of.valueOf('n')
    .catch(caught => caught);
  expect(error).toMatchObject({ code: 'api-secret' });
  expect(error.message).not.toContain('host');
});
