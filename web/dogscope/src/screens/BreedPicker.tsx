/** A sheet with all breeds, to search and to pick one. */
import { useMemo, useState } from "react";
import { BREEDS } from "../breeds/breedCatalogue";
import { BreedDrawing } from "../components/BreedDrawing";
import { SearchField } from "../components/SearchField";
import { searchable } from "../components/searchText";
import { Sheet } from "../components/Sheet";
import { useLocale } from "../state/appContext";

interface BreedPickerProps {
  readonly title: string;
  /** The ids of the likely breeds, which are listed first. */
  readonly likely: readonly string[];
  readonly onPick: (breed: string) => void;
  /** Offers "There is no dog", where it is given. */
  readonly onNoDog?: (() => void) | undefined;
  /** Offers "It's a mix", where it is given. */
  readonly onMix?: (() => void) | undefined;
  /** Offers that the dog is not the recognised one of the user's own. */
  readonly notMine?: { readonly name: string; readonly onPick: () => void } | undefined;
  readonly onClose: () => void;
}

export function BreedPicker(props: BreedPickerProps) {
  const { title, likely, onPick, onNoDog, onMix, notMine, onClose } = props;
  const locale = useLocale();
  const { t } = locale;
  const [query, setQuery] = useState("");
  const named = useMemo(
    () =>
      BREEDS.map(({ id }) => ({ id, name: locale.breed(id) })).sort((a, b) =>
        a.name.localeCompare(b.name, locale.language),
      ),
    [locale],
  );
  const sought = searchable(query);
  const isSearching = sought !== "";
  const found = isSearching
    ? named.filter(({ name }) => searchable(name).includes(sought))
    : [
        ...likely.map((id) => ({ id, name: locale.breed(id) })),
        ...named.filter(({ id }) => !likely.includes(id)),
      ];
  return (
    <Sheet title={title} onClose={onClose} tall>
      <SearchField label={t("picker.search")} query={query} onQuery={setQuery} />
      <p className="unseen" role="status">
        {t("picker.count", { n: found.length })}
      </p>
      <ul className="choices">
        {notMine && !isSearching && (
          <li>
            <button type="button" onClick={notMine.onPick}>
              {t("picker.notmine", { name: notMine.name })}
            </button>
          </li>
        )}
        {onMix && !isSearching && (
          <li>
            <button type="button" onClick={onMix}>
              {t("mix.say")}
            </button>
          </li>
        )}
        {onNoDog && !isSearching && (
          <li>
            <button type="button" onClick={onNoDog}>
              {t("picker.nodog")}
            </button>
          </li>
        )}
        {found.map(({ id, name }) => (
          <li key={id}>
            <button type="button" onClick={() => onPick(id)}>
              <BreedDrawing id={id} inColour part="head" />
              <span className="name">{name}</span>
              {!isSearching && likely.includes(id) && (
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
