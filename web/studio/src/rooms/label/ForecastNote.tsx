/** Says about how many more labels it takes until the function is sure. */
import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";

export function ForecastNote() {
  const { t } = useLocale();
  const { name } = useProject();
  const found = useQuery({
    queryKey: projectKey(name, "suggestions", "forecast"),
    queryFn: () =>
      call(api.GET("/v1/projects/{project}/forecast", { params: { path: { project: name } } })),
    placeholderData: (before) => before,
  });
  if (found.data === undefined) return <>&nbsp;</>;
  const { state, more } = found.data;
  return <>{t(`label.forecast_${state}`, { n: more })}</>;
}
