/** Code that calls the live version, in the language that the person chooses. */
import { useQuery } from "@tanstack/react-query";
import { api, call } from "../api/client";
import { useLocale } from "../state/localeContext";
import { projectKey } from "../state/queryClient";
import { CodeBlock } from "./CodeBlock";
import { ErrorNotice, Skeleton } from "./States";
import { Tabs } from "./Tabs";
import style from "./FunctionCode.module.css";

export interface FunctionCodeProps {
  /** The project's name. */
  readonly project: string;
  /** The number or the name of a version; by default the live one. */
  readonly version?: string;
  /** Shows the first languages alone. */
  readonly short?: boolean;
}

const SHORT = 3; // languages

/** Asks for the code; it has this server's own address. */
export function useFunctionCode(project: string, version?: string) {
  return useQuery({
    queryKey: projectKey(project, "versions", "snippets", version ?? null),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/snippets", {
          params: { path: { project }, query: version === undefined ? {} : { version } },
        }),
      ),
  });
}

export function FunctionCode({ project, version, short }: FunctionCodeProps) {
  const { t, has } = useLocale();
  const found = useFunctionCode(project, version);
  if (found.error !== null)
    return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton lines={5} />;
  const snippets = found.data.snippets.map((each) => {
    const key = `shell.code_${each.id}`;
    return has(key) ? { ...each, title: t(key) } : each;
  });
  return (
    <Tabs
      label={t("shell.codeLanguages")}
      views={(short ? snippets.slice(0, SHORT) : snippets).map((each) => ({
        id: each.id,
        title: each.title,
        content: (
          <div className={style.snippet}>
            <CodeBlock label={each.title} code={each.code} />
            {each.needs !== "" && (
              <p className={style.needs}>
                {t("shell.codeNeeds")} <code>{each.needs}</code>
              </p>
            )}
          </div>
        ),
      }))}
    />
  );
}
