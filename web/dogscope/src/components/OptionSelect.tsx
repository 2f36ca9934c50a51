/** A drop-down list of options. */
interface OptionSelectProps<T extends string> {
  readonly value: T;
  readonly options: readonly T[];
  readonly labelOf: (option: T) => string;
  /** Returns the language of an option's label, where it is not the app's. */
  readonly langOf?: (option: T) => string | undefined;
  readonly onChange: (option: T) => void;
}

export function OptionSelect<T extends string>(props: OptionSelectProps<T>) {
  const { value, options, labelOf, langOf, onChange } = props;
  return (
    <select value={value} onChange={(event) => onChange(event.target.value as T)}>
      {options.map((option) => (
        <option key={option} value={option} lang={langOf?.(option)}>
          {labelOf(option)}
        </option>
      ))}
    </select>
  );
}
