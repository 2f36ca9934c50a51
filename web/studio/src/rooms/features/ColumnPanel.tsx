/** The columns of metadata that examples have: which are features, and which would help. */
import { Switch } from "../../components/Field";
import { Panel } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { useMay } from "../../state/mayDo";
import { GainMark } from "./GainMark";
import { useChangeFeatures, type Column } from "./featureData";
import style from "./features.module.css";

const MOST_VALUES = 4;

export function ColumnPanel({
  columns,
  reach,
}: {
  readonly columns: readonly Column[];
  readonly reach: number;
}) {
  const locale = useLocale();
  const { t } = locale;
  const change = useChangeFeatures();
  const may = useMay()("addColumn");
  const set = (column: Column, on: boolean) => {
    const add = { do: "add-column", body: { name: column.name } } as const;
    const remove = { do: "remove", body: { name: column.name } } as const;
    change.mutate({
      change: on ? add : remove,
      back: on ? remove : add,
      text: t(on ? "features.columnOn" : "features.columnOff", { name: column.name }),
    });
  };
  return (
    <Panel title={t("features.columns")}>
      <p className={style.lead}>
        {t(columns.length === 0 ? "features.noColumns" : "features.columnsText")}
      </p>
      {columns.length > 0 && (
        <ul className={style.rows}>
          {columns.map((each) => (
            <li key={each.name} className={style.row}>
              <div className={style.what}>
                <h3>{each.name}</h3>
                <p className={style.faint}>
                  {t("features.filled", { n: each.examples, different: each.different })}
                </p>
                <p className={style.values}>
                  {each.values.slice(0, MOST_VALUES).map((cell) => (
                    <span key={cell.value} className={style.value}>
                      <span>{cell.value}</span> <b>{locale.number(cell.count)}</b>
                    </span>
                  ))}
                  {each.different > MOST_VALUES && (
                    <span className={style.faint}>
                      {t("features.others", { n: each.different - MOST_VALUES })}
                    </span>
                  )}
                </p>
              </div>
              <GainMark gain={each.gain} reach={reach} />
              <Switch
                on={each.used}
                disabled={!may || change.isPending}
                onChange={(on) => set(each, on)}
              >
                {t("features.use")}
                <span className="visually-hidden">{each.name}</span>
              </Switch>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
