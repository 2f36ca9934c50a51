/** What can be done with the chosen examples, all at once; keys 1 to 9 give the project's labels. */
import { useState } from "react";
import { Button, IconButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Kbd } from "../../components/Kbd";
import { labelColour } from "../../components/labelColour";
import { Menu, type MenuAction } from "../../components/Menu";
import { useKeys, type Key } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { useProject } from "../../state/project";
import { LabelDialog, type Purpose } from "./LabelDialog";
import type { ManyAct } from "./useActOnMany";
import style from "./explore.module.css";

const KEYED = 9; // labels with a key
const BUTTONS = 5; // labels with a button

export interface SelectionBarProps {
  readonly chosen: ReadonlySet<number>;
  readonly onAct: (act: ManyAct) => void;
  readonly onClear: () => void;
  readonly onAll: () => void;
  /** Shows those most similar to one example. */
  readonly onNear: (id: number) => void;
  /** Shows the chosen examples alone. */
  readonly onShow: (() => void) | null;
}

export function SelectionBar(props: SelectionBarProps) {
  const { chosen, onAct, onClear, onAll, onNear, onShow } = props;
  const { t } = useLocale();
  const { labels, multi_label: several } = useProject();
  const [asked, setAsked] = useState<Purpose | "remove" | null>(null);
  const examples = [...chosen];
  const n = examples.length;
  const act = (action: ManyAct["action"], text: string, label?: string) =>
    onAct({ action, examples, text, ...(label !== undefined && { label }) });
  // What is chosen on purpose replaces another person's label, too; several are added up.
  const give = several ? "add" : "label";
  const set = (label: string) =>
    several
      ? act("set", t("explore.did_add", { n, label }), label)
      : act("settle", t("explore.did_label", { n, label }), label);
  const takeOff = (label: string) => act("take-off", t("explore.did_off", { n, label }), label);
  const not = (label: string) => act("set-not", t("explore.did_not", { n, label }), label);
  const may = useMay();
  const labelling = may("setLabels");
  const removing = may("removeExamples");
  const some = (run: () => void) => () => {
    if (n > 0) run();
  };
  const labelKeys: Key[] = [
    ...labels.slice(0, KEYED).map(({ name }, at) => ({
      keys: [String(at + 1)],
      text: t("explore.key_label", { label: name }),
      run: some(() => set(name)),
    })),
    { keys: ["l"], text: t("explore.key_labels"), run: some(() => setAsked(give)) },
    { keys: ["n"], text: t("explore.key_not"), run: some(() => setAsked("not")) },
    ...(several
      ? [{ keys: ["t"], text: t("explore.key_off"), run: some(() => setAsked("off")) }]
      : []),
    {
      keys: ["u"],
      text: t("explore.key_unsure"),
      run: some(() => act("unsure", t("explore.did_unsure", { n }))),
    },
  ];
  const removeKey: Key = {
    keys: ["Delete", "Backspace"],
    text: t("explore.key_remove"),
    run: some(() => setAsked("remove")),
  };
  useKeys(t("explore.chosenKeys"), [
    ...(labelling ? labelKeys : []),
    {
      keys: ["m"],
      text: t("explore.key_near"),
      run: () => {
        if (n === 1) onNear(examples[0]!);
      },
    },
    ...(removing ? [removeKey] : []),
    { keys: ["Ctrl+a"], text: t("explore.key_all"), run: onAll },
    { keys: ["Escape"], text: t("explore.key_none"), run: onClear },
  ]);
  const labelActions: MenuAction[] = [
    ...(several ? [{ id: "off", text: t("explore.takeOff"), run: () => setAsked("off") }] : []),
    { id: "not", text: t("explore.giveNot"), run: () => setAsked("not") },
    { id: "skip", text: t("explore.skip"), run: () => act("skip", t("explore.did_skip", { n })) },
    {
      id: "clear",
      text: t("explore.clearLabels"),
      run: () => act("clear", t("explore.did_clear", { n })),
    },
  ];
  const removal: MenuAction = {
    id: "remove",
    text: t("explore.remove"),
    icon: "remove",
    danger: true,
    apart: true,
    run: () => setAsked("remove"),
  };
  const actions: MenuAction[] = [
    ...(labelling ? labelActions : []),
    ...(onShow === null ? [] : [{ id: "show", text: t("explore.showChosen"), run: onShow }]),
    ...(removing ? [removal] : []),
  ];
  return (
    <>
      {n > 0 && (
        <div className={style.bar} role="toolbar" aria-label={t("explore.chosen", { n })}>
          <span className={style.barCount} aria-live="polite">
            {t("explore.chosen", { n })}
          </span>
          {labelling && (
            <span className={style.barLabels}>
              {labels.slice(0, BUTTONS).map(({ name }, at) => (
                <Button key={name} small onPress={() => set(name)}>
                  <span
                    className={style.dot}
                    style={{ backgroundColor: labelColour(name, labels) }}
                    aria-hidden="true"
                  />
                  <span className={style.barName}>{name}</span>
                  <Kbd name={String(at + 1)} />
                </Button>
              ))}
            </span>
          )}
          {labelling && (
            <>
              <Button small tone="main" icon="label" onPress={() => setAsked(give)}>
                {t("explore.giveLabel")}
              </Button>
              <Button small onPress={() => act("unsure", t("explore.did_unsure", { n }))}>
                {t("explore.unsure")}
              </Button>
            </>
          )}
          {n === 1 && (
            <Button small icon="suggestion" onPress={() => onNear(examples[0]!)}>
              {t("explore.near")}
            </Button>
          )}
          {actions.length > 0 && (
            <Menu
              label={t("explore.moreActs")}
              button={<IconButton small label={t("explore.moreActs")} icon="more" />}
              actions={actions}
            />
          )}
          <IconButton small label={t("explore.key_none")} icon="close" onPress={onClear} />
        </div>
      )}
      <LabelDialog
        open={asked !== null && asked !== "remove"}
        purpose={asked === null || asked === "remove" ? give : asked}
        count={n}
        onClose={() => setAsked(null)}
        onChoose={(label) => {
          setAsked(null);
          if (asked === "not") not(label);
          else if (asked === "off") takeOff(label);
          else set(label);
        }}
      />
      <Dialog
        title={t("explore.removeTitle", { n })}
        open={asked === "remove"}
        onClose={() => setAsked(null)}
        alert
        actions={
          <>
            <Button onPress={() => setAsked(null)}>{t("shell.cancel")}</Button>
            <Button
              tone="danger"
              onPress={() => {
                setAsked(null);
                act("remove-examples", t("explore.did_remove", { n }));
              }}
            >
              {t("explore.removeNow")}
            </Button>
          </>
        }
      >
        <p>{t("explore.removeText")}</p>
      </Dialog>
    </>
  );
}
