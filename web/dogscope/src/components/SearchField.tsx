/** A search field over a list. */
import { Icon } from "./Icon";

interface SearchFieldProps {
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

export function SearchField({ label, query, onQuery }: SearchFieldProps) {
  return (
    <label className="field search">
      <span className="unseen">{label}</span>
      <Icon name="search" size={20} />
      <input
        type="search"
        value={query}
        placeholder={label}
        onChange={(event) => onQuery(event.target.value)}
      />
    </label>
  );
}
