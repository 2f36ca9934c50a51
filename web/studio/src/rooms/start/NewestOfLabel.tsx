/** The newest pictures of a label, small, in a row. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { Thumbnail } from "../../components/Thumbnail";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import style from "./NewestOfLabel.module.css";

const SHOWN = 8;

export function NewestOfLabel({
  label,
  count,
}: {
  readonly label: string;
  readonly count: number;
}) {
  const { name } = useProject();
  const found = useQuery({
    queryKey: projectKey(name, "examples", "newest", label),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples", {
          params: { path: { project: name }, query: { label, order: "newest", limit: SHOWN } },
        }),
      ),
    enabled: count > 0,
    placeholderData: keepPreviousData,
  });
  if (found.data === undefined) return null;
  return (
    <ul className={style.row} aria-hidden="true">
      {found.data.examples.map((each) => (
        <li key={each.id}>
          <Thumbnail example={each} alt="" />
        </li>
      ))}
    </ul>
  );
}
