/** How often the function was called: by day and key, and since the server was started. */
import { Panel } from "../../components/Page";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useLocale } from "../../state/localeContext";
import { useUsage } from "./publishData";
import style from "./publish.module.css";

const OK = "ok";
const MOST_ROWS = 60;

export function UsagePanel() {
  const locale = useLocale();
  const { t } = locale;
  const found = useUsage();
  const answered = (found.data?.since_start ?? [])
    .filter((each) => each.outcome === OK)
    .reduce((sum, each) => sum + each.inputs, 0);
  const failed = (found.data?.since_start ?? [])
    .filter((each) => each.outcome !== OK)
    .reduce((sum, each) => sum + each.inputs, 0);
  const priced = found.data?.days.some((each) => each.amount !== null) ?? false;
  return (
    <Panel title={t("publish.usage")}>
      {found.error !== null && (
        <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      )}
      {found.data === undefined && found.error === null && <Skeleton lines={4} />}
      {found.data !== undefined && (
        <>
          <p>
            {t("publish.sinceStart", { n: answered })}
            {failed > 0 && ` ${t("publish.sinceStartFailed", { n: failed })}`}
          </p>
          {found.data.days.length === 0 ? (
            <p className={style.soft}>{t("publish.noUsage")}</p>
          ) : (
            <div className={style.table} tabIndex={0} role="group" aria-label={t("publish.usage")}>
              <table>
                <thead>
                  <tr>
                    <th>{t("publish.day")}</th>
                    <th>{t("publish.keyColumn")}</th>
                    <th className={style.figure}>{t("publish.requests")}</th>
                    <th className={style.figure}>{t("publish.answered")}</th>
                    {priced && <th className={style.figure}>{t("publish.amount")}</th>}
                  </tr>
                </thead>
                <tbody>
                  {found.data.days.slice(0, MOST_ROWS).map((each) => (
                    <tr key={`${each.day} ${each.key}`}>
                      <td>{locale.date(`${each.day}T12:00`)}</td>
                      <td>{each.key}</td>
                      <td className={style.figure}>{locale.number(each.requests)}</td>
                      <td className={style.figure}>{locale.number(each.inputs)}</td>
                      {priced && (
                        <td className={style.figure}>
                          {each.amount === null
                            ? ""
                            : locale.number(Number(each.amount), { minimumFractionDigits: 2 })}
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}
