/** What chooses the examples: a search, a label, a state, and more; each is part of the address. */
import { useState } from "react";
import { Button, IconButton } from "../../components/Button";
import { Select, TextField } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import type { SearchChange } from "../../state/useSearch";
import { FindingReason } from "./Findings";
import { MoreFilters } from "./MoreFilters";
import {
  CONDITIONS,
  ORDERS,
  STATES,
  conditionsOf,
  isRanked,
  type Condition,
  type Filters,
} from "./filters";
import { findingTitle } from "./findingTexts";
import style from "./explore.module.css";

export interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (change: SearchChange) => void;
}

interface ShownCount {
  /** The number of examples that fit; undefined until it is known. */
  readonly shown?: number | undefined;
}

const ANY = "";
const NONE: SearchChange = Object.fromEntries(CONDITIONS.map((name) => [name, null]));

export function FilterBar({ filters, onChange, shown }: FilterBarProps & ShownCount) {
  const { t } = useLocale();
  const project = useProject();
  const [more, setMore] = useState(false);
  const state = filters.state ?? ANY;
  return (
    <div className={style.filters} role="search" aria-label={t("explore.filters")}>
      <SearchField filters={filters} onChange={onChange} />
      <Select
        label={t("explore.label")}
        quiet
        value={filters.label ?? ANY}
        choices={[
          { value: ANY, text: t("explore.anyLabel") },
          ...project.labels.map(({ name, count }) => ({ value: name, text: `${name} (${count})` })),
        ]}
        onChange={(label) => onChange({ label })}
      />
      <Select
        label={t("explore.state")}
        quiet
        value={state}
        choices={[
          { value: ANY, text: t("explore.anyState") },
          ...(state.includes(",") ? [{ value: state, text: stateText(state, t) }] : []),
          ...STATES.map((value) => ({ value: value as string, text: t(`explore.state_${value}`) })),
        ]}
        onChange={(value) => onChange({ state: value })}
      />
      {!isRanked(filters) && (
        <Select
          label={t("explore.order")}
          quiet
          value={filters.order}
          choices={ORDERS.map((value) => ({
            value,
            text: t(`explore.order_${value === "name reversed" ? "nameReversed" : value}`),
          }))}
          onChange={(order) => onChange({ order: order === "oldest" ? null : order })}
        />
      )}
      <Button icon="features" onPress={() => setMore(true)}>
        {t("explore.more")}
      </Button>
      <MoreFilters
        open={more}
        onClose={() => setMore(false)}
        filters={filters}
        onChange={onChange}
      />
      <p className={style.count} aria-live="polite">
        {shown === undefined
          ? ""
          : shown < project.examples
            ? t("explore.countOf", { n: shown, all: project.examples })
            : t("shell.examples", { n: shown })}
      </p>
    </div>
  );
}

/** The search: by the words of the name, or by what is seen. */
function SearchField({ filters, onChange }: FilterBarProps) {
  const { t } = useLocale();
  const [byMeaning, setByMeaning] = useState(filters.find !== undefined);
  const set = filters.find ?? filters.words ?? "";
  const [text, setText] = useState(set);
  const [before, setBefore] = useState(set);
  if (set !== before) {
    // The address has changed otherwise, such as by the browser's Back.
    setBefore(set);
    setText(set);
  }
  const search = (next: string, meaning = byMeaning) =>
    onChange(meaning ? { find: next, words: null, near: null } : { words: next, find: null });
  return (
    <form
      className={style.search}
      onSubmit={(event) => {
        event.preventDefault();
        search(text.trim());
      }}
    >
      <TextField
        label={t(byMeaning ? "explore.findSeen" : "explore.findName")}
        quiet
        type="search"
        placeholder={t(byMeaning ? "explore.findSeenHint" : "explore.findNameHint")}
        value={text}
        onChange={(next) => {
          setText(next);
          if (next === "") search("");
        }}
        maxLength={200}
      />
      <IconButton type="submit" label={t("explore.search")} icon="search" />
      <Select
        label={t("explore.findBy")}
        quiet
        value={byMeaning ? "seen" : "name"}
        choices={[
          { value: "name", text: t("explore.byName") },
          { value: "seen", text: t("explore.bySeen"), hint: t("explore.bySeenHint") },
        ]}
        onChange={(value) => {
          setByMeaning(value === "seen");
          if (text.trim() !== "") search(text.trim(), value === "seen");
        }}
      />
    </form>
  );
}

type Translate = ReturnType<typeof useLocale>["t"];

function stateText(state: string, t: Translate): string {
  return state
    .split(",")
    .map((each) => t(`explore.state_${each as (typeof STATES)[number]}`))
    .join(" + ");
}

/** The conditions that are set, each with what takes it away; nothing where none is. */
export function SetFilters({ filters, onChange, shown }: FilterBarProps & ShownCount) {
  const locale = useLocale();
  const { t } = locale;
  const set = conditionsOf(filters);
  const text = (name: Condition, value: string): string => {
    switch (name) {
      case "state":
        return stateText(value, t);
      case "finding":
        return findingTitle(value, t, shown ?? 0) ?? value;
      case "ids":
        return t("explore.set_ids", { n: value.split(",").length });
      case "from":
      case "to":
        return t(`explore.set_${name}`, { day: locale.date(`${value}T00:00`) });
      case "part":
        return t(value === "train" ? "explore.part_train" : "explore.part_test");
      default:
        return t(`explore.set_${name}`, { value });
    }
  };
  if (set.length === 0) return null;
  return (
    <div className={style.set}>
      {set.map(({ name, value }) => (
        <button
          key={name}
          type="button"
          className={style.chip}
          onClick={() => onChange({ [name]: null })}
          aria-label={t("explore.without", { what: text(name, value) })}
        >
          <span>{text(name, value)}</span>
          <Icon name="close" size={12} />
        </button>
      ))}
      {set.length > 1 && (
        <Button tone="quiet" small onPress={() => onChange(NONE)}>
          {t("explore.showAll")}
        </Button>
      )}
      {filters.finding !== undefined && <FindingReason kind={filters.finding} />}
    </div>
  );
}
