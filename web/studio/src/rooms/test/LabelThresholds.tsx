/** The thresholds of a multi-label function: each label has its own, which is taken to Publish. */
import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Select } from "../../components/Field";
import { ErrorNotice, Skeleton } from "../../components/States";
import { thresholdsOf, thresholdsText, withThreshold } from "../../state/labelThresholds";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { useSearch } from "../../state/useSearch";
import type { Overview } from "./testData";
import { ThresholdPanel } from "./ThresholdPanel";

export function LabelThresholds({ test }: { readonly test: Overview }) {
  const { t } = useLocale();
  const [search, change] = useSearch();
  const labels = test.labels.flatMap((each) => (each.label === null ? [] : [each.label]));
  const label = labels.find((each) => each === search.get("of")) ?? labels[0];
  const found = useLabelThresholds(test.run, label);
  const chosen = thresholdsOf(search);
  if (label === undefined) return null;
  if (found.error !== null)
    return <ErrorNotice error={found.error} retry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton lines={4} />;
  const { own, advised, thresholds } = found.data;
  const ownSure = own === null ? null : { ...thresholds[Math.round(own * 100)]!, threshold: own };
  return (
    <ThresholdPanel
      key={label}
      test={{ ...test, thresholds, sure: ownSure, advised_threshold: advised }}
      threshold={chosen[label] ?? own ?? advised ?? 0.5}
      onChange={(score) =>
        change(
          {
            of: label,
            thresholds: thresholdsText(withThreshold(chosen, label, score === own ? null : score)),
          },
          true,
        )
      }
      head={
        <Select
          label={t("test.label")}
          value={label}
          choices={labels.map((each) => ({
            value: each,
            text: each,
            ...(chosen[each] !== undefined && { hint: t("test.thresholdChosen") }),
          }))}
          onChange={(next) => change({ of: next }, true)}
        />
      }
      taken={Object.keys(chosen).length === 0 ? null : { thresholds: thresholdsText(chosen) }}
    />
  );
}

function useLabelThresholds(run: number, label: string | undefined) {
  const { name } = useProject();
  return useQuery({
    queryKey: projectKey(name, "examples", "thresholds", run, label),
    enabled: label !== undefined,
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/runs/{run}/test/thresholds", {
          params: { path: { project: name, run }, query: { label: label! } },
        }),
      ),
  });
}
