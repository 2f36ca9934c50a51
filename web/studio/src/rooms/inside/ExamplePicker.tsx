/** A row of the project's examples, of which one is followed. */
import { useQuery } from "@tanstack/react-query";
import { names } from "../../components/Button";
import { Thumbnail } from "../../components/Thumbnail";
import { api, call } from "../../api/client";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import style from "./chapters.module.css";

const SHOWN = 24;

/** Asks for examples to choose from: of the test set where there is one, which the run never saw. */
export function useChoices(enabled: boolean) {
  const { name } = useProject();
  return useQuery({
    enabled,
    queryKey: projectKey(name, "examples", "inside"),
    queryFn: async () => {
      const list = (part?: "test") =>
        call(
          api.GET("/v1/projects/{project}/examples", {
            params: {
              path: { project: name },
              query: { limit: SHOWN, order: "newest", ...(part && { part }) },
            },
          }),
        );
      const tested = await list("test");
      return tested.examples.length > 0 ? tested.examples : (await list()).examples;
    },
  });
}

export interface ExamplePickerProps {
  readonly examples: readonly Example[];
  readonly chosen: number;
  readonly onChoose: (id: number) => void;
}

export function ExamplePicker({ examples, chosen, onChoose }: ExamplePickerProps) {
  const { t } = useLocale();
  return (
    <div className={style.picker} role="group" aria-label={t("inside.whichExample")}>
      {examples.map((each) => (
        <button
          key={each.id}
          type="button"
          className={names(
            style.pick,
            each.modality === "text" && style.wide,
            each.id === chosen && style.picked,
          )}
          aria-pressed={each.id === chosen}
          aria-label={each.text ?? each.name}
          onClick={() => onChoose(each.id)}
        >
          <Thumbnail example={each} alt="" />
        </button>
      ))}
    </div>
  );
}
