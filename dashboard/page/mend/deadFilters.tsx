import type { DeadGroup } from '../../wire/mends/dead.ts';
import { setFields } from '../address/address.ts';
import { withChosen } from '../sources/filters.tsx';

/** Which dead jobs; all of it stands in the address. */
export interface DeadFilter {
  class: string;
  code: string;
  rendition: string;
  prefix: string;
}

const CHOICES = [
  ['Class', 'class'],
  ['Code', 'code'],
  ['Rendition', 'rendition'],
] as const;

export function DeadFilters({ filter, groups }: { filter: DeadFilter; groups: DeadGroup[] }) {
  return (
    <search class="filters">
      {CHOICES.map(([label, field]) => (
        <label key={field}>
          <span>{label}</span>
          <select value={filter[field]} onChange={event => setFields({ [field]: event.currentTarget.value })}>
            <option value="">any</option>
            {withChosen([...new Set(groups.map(group => group[field]))].sort(), filter[field]).map(one => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <span>Key begins with</span>
        <input
          type="search"
          value={filter.prefix}
          onInput={event => setFields({ prefix: event.currentTarget.value })}
        />
      </label>
    </search>
  );
}
