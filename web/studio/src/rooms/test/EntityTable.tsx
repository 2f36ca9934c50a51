/** How well each entity is found in texts in which it is marked. */
import { Panel } from "../../components/Page";
import { WideTable } from "../../components/WideTable";
import { useLocale } from "../../state/localeContext";
import type { Overview } from "./testData";
import { ShareBar } from "./LabelTable";
import style from "./test.module.css";

const FEW = 10;

export function EntityTable({ entities }: { readonly entities: Overview["entities"] }) {
  const { t } = useLocale();
  const few = entities.some((each) => each.right + each.missed < FEW);
  return (
    <Panel title={t("test.entities")}>
      <p className={style.lead}>{t("test.entitiesLead")}</p>
      <WideTable label={t("test.entities")}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">{t("test.entity")}</th>
              <th scope="col">{t("test.marked")}</th>
              <th scope="col">
                {t("test.recall")}
                <span className={style.explained}>{t("test.entityRecallWords")}</span>
              </th>
              <th scope="col">
                {t("test.precision")}
                <span className={style.explained}>{t("test.entityPrecisionWords")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entities.map((each) => (
              <tr key={`${each.name}:${each.role}`}>
                <th scope="row">{each.role === "" ? each.name : `${each.name}: ${each.role}`}</th>
                <td>{each.right + each.missed}</td>
                <td>
                  <ShareBar share={each.recall} />
                </td>
                <td>
                  <ShareBar share={each.precision} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {few && <p className={style.faint}>{t("test.fewEntities", { n: FEW })}</p>}
    </Panel>
  );
}
