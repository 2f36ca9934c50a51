/** How it learns, for the curious: toys to move, and then the user's own function. */
import { use } from "react";
import { ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { useLocale } from "../../state/localeContext";
import { ProjectContext } from "../../state/project";
import { useSearch } from "../../state/useSearch";
import { Chapters } from "./Chapters";
import { chapterNamed } from "./chapterNames";
import { OwnFollowed } from "./OwnFollowed";
import { SampleFollowed } from "./SampleFollowed";

export default function InsideRoom() {
  const { t } = useLocale();
  const [search, change] = useSearch();
  const project = use(ProjectContext);
  const shown = project?.modality === "audio" ? null : project; // the chapters tell of the others
  const chapter = chapterNamed(search.get("chapter"));
  return (
    <Page
      title={t("inside.title")}
      lead={t("inside.lead")}
      tools={
        <ButtonLink href="/inside.html" icon="download" download="how-a-function-learns.html">
          {t("inside.export")}
        </ButtonLink>
      }
    >
      <Chapters
        chapter={chapter}
        onChoose={(next) => change({ chapter: next, label: null })}
        follow={shown ? OwnFollowed : SampleFollowed}
        own={shown?.modality ?? null}
      />
    </Page>
  );
}
