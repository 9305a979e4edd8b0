import type { FormWishes, WishChange } from './work/row.ts';

interface WishesFormProps {
  /** Of what, for who hears the form. */
  of: string;
  renditions: string[];
  wishes: FormWishes;
  /** A title is of one file. */
  hasTitle?: boolean;
  /** Hears of a change, of whatever is wished by then: several may come between two drawings of the form. */
  onWish: (change: WishChange) => void;
}

/** What is wished: which renditions, of which part, how soon. */
export function WishesForm({ of, renditions, wishes, hasTitle = false, onWish }: WishesFormProps) {
  const without = withoutOf(wishes);
  const { from = '', to = '' } = trimOf(wishes);
  const set = (field: string, value: unknown) => onWish(now => withField(now, field, value));
  const trim = (change: { from?: string; to?: string }) =>
    onWish(now => {
      const before = trimOf(now);
      const span = { from: String(before.from ?? ''), to: String(before.to ?? ''), ...change };
      const said = Object.entries(span).flatMap(([name, text]) =>
        text === '' ? [] : [[name, momentOf(text)]],
      );
      return withField(now, 'trim', said.length > 0 ? Object.fromEntries(said) : undefined);
    });
  const choose = (name: string, isWanted: boolean) =>
    onWish(now => {
      const rest = withoutOf(now).filter(one => one !== name);
      const next = isWanted ? rest : [...rest, name];
      return withField(now, 'without', next.length > 0 ? next : undefined);
    });
  return (
    <fieldset class="form">
      <legend class="quiet">Wishes for {of}</legend>
      <div class="checks">
        {renditions.map(name => (
          <label key={name}>
            <input
              type="checkbox"
              checked={!without.includes(name)}
              onChange={event => choose(name, event.currentTarget.checked)}
            />{' '}
            {name}
          </label>
        ))}
      </div>
      <label class="field short">
        <span>From (seconds or 00:01:02)</span>
        <input
          type="text"
          value={String(from)}
          onInput={event => trim({ from: event.currentTarget.value })}
        />
      </label>
      <label class="field short">
        <span>To</span>
        <input type="text" value={String(to)} onInput={event => trim({ to: event.currentTarget.value })} />
      </label>
      <label class="field short">
        <span>Priority</span>
        <select
          value={String(wishes.priority ?? '')}
          onChange={event => set('priority', event.currentTarget.value || undefined)}
        >
          <option value="">normal</option>
          <option value="high">high</option>
          <option value="low">low</option>
        </select>
      </label>
      {hasTitle && (
        <label class="field">
          <span>Title</span>
          <input
            type="text"
            maxLength={500}
            value={String(wishes.title ?? '')}
            onInput={event => set('title', event.currentTarget.value.trim() || undefined)}
          />
        </label>
      )}
    </fieldset>
  );
}

type Moment = string | number;

function withoutOf(wishes: FormWishes): string[] {
  return (wishes.without as string[] | undefined) ?? [];
}

function trimOf(wishes: FormWishes): { from?: Moment; to?: Moment } {
  return (wishes.trim ?? {}) as { from?: Moment; to?: Moment };
}

/** A number is seconds; what it is beside that the server says. */
function momentOf(text: string): Moment {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function withField(wishes: FormWishes, field: string, value: unknown): FormWishes {
  const { [field]: _, ...rest } = wishes;
  return value === undefined ? rest : { ...rest, [field]: value };
}
