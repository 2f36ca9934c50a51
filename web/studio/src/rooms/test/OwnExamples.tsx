/** A few examples of the test set to try at once. */
import { useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Thumbnail } from "../../components/Thumbnail";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import style from "./test.module.css";

const COUNT = 8;

export function OwnExamples({ onChoose }: { readonly onChoose: (example: Example) => void }) {
  const { t } = useLocale();
  const { name, modality } = useProject();
  const found = useQuery({
    queryKey: projectKey(name, "examples", "to try"),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { part: "test", limit: COUNT } },
        }),
      ),
  });
  const examples = found.data?.examples ?? [];
  if (examples.length === 0) return null;
  return (
    <section className={style.own}>
      <h2>{t(modality === "text" ? "test.ownTexts" : "test.ownPictures")}</h2>
      <ul className={modality === "text" ? style.ownTexts : style.ownPictures}>
        {examples.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className={style.ownOne}
              onClick={() => onChoose(each)}
              {...(modality !== "text" && { "aria-label": t("test.tryThis", { name: each.name }) })}
            >
              {modality === "text" ? each.text : <Thumbnail example={each} alt="" />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
