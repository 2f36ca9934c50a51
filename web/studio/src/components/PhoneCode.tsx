/** The code that a phone scans to run the live version itself, or how to start it for phones. */
import { useQuery } from "@tanstack/react-query";
import { api, call, serverUrl } from "../api/client";
import { useLocale } from "../state/localeContext";
import { projectKey } from "../state/queryClient";
import { CodeBlock, CopyButton } from "./CodeBlock";
import { ErrorNotice, Skeleton } from "./States";
import style from "./PhoneCode.module.css";

export function PhoneCode({ project }: { readonly project: string }) {
  const { t } = useLocale();
  const found = useQuery({
    queryKey: projectKey(project, "versions", "phone"),
    queryFn: () => call(api.GET("/v1/projects/{project}/phone", { params: { path: { project } } })),
  });
  if (found.error !== null)
    return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton lines={4} />;
  const { address, command } = found.data;
  if (address === null)
    return (
      <div className={style.off}>
        <p>{t("shell.phoneOff")}</p>
        <CodeBlock label={t("shell.phoneCommand")} code={command} />
        <p className={style.soft}>{t("shell.phoneWhy")}</p>
      </div>
    );
  return (
    <div className={style.code}>
      <img
        className={style.image}
        src={serverUrl(`/v1/projects/${encodeURIComponent(project)}/phone/code`)}
        alt={t("shell.phoneCode", { address })}
      />
      <div className={style.words}>
        <p>{t("shell.phoneScan")}</p>
        <p className={style.soft}>{t("shell.phoneWarning")}</p>
        <p className={style.address}>
          <a href={address} target="_blank" rel="noreferrer">
            {address}
          </a>
        </p>
        <CopyButton text={address} label={t("shell.phoneAddress")} />
      </div>
    </div>
  );
}
