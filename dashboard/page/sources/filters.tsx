import { setFields } from '../address/address.ts';
import type { Filter } from './filterSources.ts';

interface FiltersProps {
  filter: Filter;
  states: string[];
  renditions: string[];
}

/** What is looked for; all of it stands in the address. */
export function Filters({ filter, states, renditions }: FiltersProps) {
  return (
    <search class="filters">
      <label>
        <span>Search</span>
        <input
          type="search"
          placeholder="part of a key"
          value={filter.q}
          onInput={event => setFields({ q: event.currentTarget.value })}
        />
      </label>
      <Choice label="State" field="state" value={filter.state} values={states} />
      <Choice label="Rendition" field="rendition" value={filter.rendition} values={renditions} />
    </search>
  );
}

interface ChoiceProps {
  label: string;
  field: keyof Filter;
  value: string;
  values: string[];
}

/** What the address asks for is chosen, also where there is nothing of it. */
export function withChosen(values: string[], chosen: string): string[] {
  return chosen === '' || values.includes(chosen) ? values : [...values, chosen].sort();
}

function Choice({ label, field, value, values }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={event => setFields({ [field]: event.currentTarget.value })}>
        <option value="">any</option>
        {withChosen(values, value).map(one => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
