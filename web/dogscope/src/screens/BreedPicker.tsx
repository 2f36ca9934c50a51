/** All breeds, to search and to choose from. */
import { useMemo, useState } from "react";
import { BREEDS } from "../breeds/breedCatalogue";
import { useWords } from "../state/appContext";
import { Sheet } from "../components/Sheet";
import { plain } from "../components/searchText";
import { SearchField } from "../components/SearchField";

interface BreedPickerProps {
  readonly title: string;
  /** Shown first: what the app thinks likely. */
  readonly likely: readonly string[];
  readonly onPick: (breed: string) => void;
  readonly onNoDog?: (() => void) | undefined;
  /** The dog of the user's own that it was greeted as, and may not be. */
  readonly notMine?: { readonly name: string; readonly onPick: () => void } | undefined;
  readonly onClose: () => void;
}

export function BreedPicker(props: BreedPickerProps) {
  const { title, likely, onPick, onNoDog, notMine, onClose } = props;
  const words = useWords();
  const { t } = words;
  const [query, setQuery] = useState("");
  const named = useMemo(
    () =>
      BREEDS.map(({ id }) => ({ id, name: words.breed(id) })).sort((a, b) =>
        a.name.localeCompare(b.name, words.language),
      ),
    [words],
  );
  const sought = plain(query);
  const found =
    sought === ""
      ? [
          ...likely.map((id) => ({ id, name: words.breed(id) })),
          ...named.filter(({ id }) => !likely.includes(id)),
        ]
      : named.filter(({ name }) => plain(name).includes(sought));
  return (
    <Sheet title={title} onClose={onClose} tall>
      <SearchField label={t("picker.search")} query={query} onQuery={setQuery} />
      <p className="unseen" role="status">
        {t("picker.count", { n: found.length })}
      </p>
      <ul className="choices">
        {notMine && sought === "" && (
          <li>
            <button type="button" onClick={notMine.onPick}>
              {t("picker.notmine", { name: notMine.name })}
            </button>
          </li>
        )}
        {onNoDog && sought === "" && (
          <li>
            <button type="button" onClick={onNoDog}>
              {t("picker.nodog")}
            </button>
          </li>
        )}
        {found.map(({ id, name }) => (
          <li key={id}>
            <button type="button" onClick={() => onPick(id)}>
              {name}
              {sought === "" && likely.includes(id) && (
                <span className="chip">{t("picker.likely")}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="empty">{t("picker.none", { query })}</p>}
    </Sheet>
  );
}
