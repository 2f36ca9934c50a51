/** The conditions that are needed less often: the part, who, and when an example was added. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select, TextField } from "../../components/Field";
import { useLocale } from "../../state/localeContext";
import type { SearchChange } from "../../state/useSearch";
import type { Filters } from "./filters";
import style from "./explore.module.css";

export interface MoreFiltersProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly filters: Filters;
  readonly onChange: (change: SearchChange) => void;
}

export function MoreFilters({ open, onClose, filters, onChange }: MoreFiltersProps) {
  const { t } = useLocale();
  return (
    <Dialog title={t("explore.more")} open={open} onClose={onClose}>
      <Fields
        filters={filters}
        onApply={(change) => {
          onChange(change);
          onClose();
        }}
      />
    </Dialog>
  );
}

function Fields({
  filters,
  onApply,
}: {
  readonly filters: Filters;
  readonly onApply: (change: SearchChange) => void;
}) {
  const { t } = useLocale();
  const [part, setPart] = useState(filters.part ?? "");
  const [who, setWho] = useState(filters.who ?? "");
  const [from, setFrom] = useState(filters.from ?? "");
  const [to, setTo] = useState(filters.to ?? "");
  return (
    <form
      className={style.moreFields}
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ part, who: who.trim(), from, to });
      }}
    >
      <Select
        label={t("explore.part")}
        value={part}
        choices={[
          { value: "", text: t("explore.anyPart") },
          { value: "train", text: t("explore.part_train"), hint: t("explore.part_trainHint") },
          { value: "test", text: t("explore.part_test"), hint: t("explore.part_testHint") },
        ]}
        onChange={setPart}
      />
      <TextField
        label={t("explore.who")}
        hint={t("explore.whoHint")}
        value={who}
        onChange={setWho}
      />
      <TextField label={t("explore.from")} type="date" value={from} onChange={setFrom} />
      <TextField label={t("explore.to")} type="date" value={to} onChange={setTo} />
      <Button type="submit" tone="main">
        {t("explore.apply")}
      </Button>
    </form>
  );
}
