/** Adds examples to a project: choose, look at what is guessed, add, and see what became of each. */
import { useLocation } from "wouter";
import { ButtonLink } from "../../components/Button";
import { Page } from "../../components/Page";
import { useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { ErrorNotice } from "../../components/States";
import { forgetSending, noteJob, startSending, useSending } from "../../state/adding";
import { roomPath } from "../../state/addresses";
import { useLocale } from "../../state/localeContext";
import { useProject } from "../../state/project";
import { projectKey, queryClient } from "../../state/queryClient";
import { useSearch } from "../../state/useSearch";
import { AddingJob } from "./AddingJob";
import { DropArea } from "./DropArea";
import { ForAdders } from "./ForAdders";
import { LocalFolderDialog } from "./LocalFolderDialog";
import { SendingProgress } from "./SendingProgress";
import { SourceLook } from "./SourceLook";
import { sourceBody, type Source, type Way } from "./sources";

export default function AddRoom() {
  return (
    <ForAdders>
      <Adding />
    </ForAdders>
  );
}

function Adding() {
  const { t } = useLocale();
  const { name, modality } = useProject();
  const [params, change] = useSearch();
  const [, navigate] = useLocation();
  const sending = useSending(name, null);
  const [job, folder, upload] = [params.get("job"), params.get("folder"), params.get("upload")];
  const add = useMutation({
    mutationFn: (source: Source) =>
      call(
        api.POST("/v1/projects/{project}/examples:import", {
          params: { path: { project: name } },
          body: sourceBody(source),
        }),
      ),
    onSuccess: (asked, { upload }) => {
      if (upload != null) noteJob(name, asked.id);
      void queryClient.invalidateQueries({ queryKey: projectKey(name, "jobs") });
      change({ job: asked.id, from: null, folder: null, upload: null });
    },
  });
  const choose = (way: Way) => {
    add.reset();
    if (way.way === "files") {
      startSending(name, way.files);
      change({ job: null, from: null, folder: null, upload: null });
    } else if (way.way === "folder") change({ from: "folder", job: null });
    else if (way.way === "sample") add.mutate({ sample: true });
    else navigate(roomPath(name, "camera"));
  };
  const sent = upload ?? sending?.upload?.id ?? null;
  const cancel = () => {
    void forgetSending(name, null, true);
    change({ from: null, folder: null, upload: null });
  };
  let content;
  if (job !== null)
    content = (
      <AddingJob
        key={job}
        id={job}
        onMore={() => change({ job: null })}
        onUpload={(found) => change({ job: null, upload: found })}
      />
    );
  else if (folder !== null)
    content = <SourceLook key={folder} source={{ folder }} add={add} onCancel={cancel} />;
  else if (sending !== null || sent !== null)
    content = (
      <>
        {sending !== null && <SendingProgress sending={sending} onCancel={cancel} />}
        {sent !== null && (
          <SourceLook
            key={sent}
            source={{ upload: sent }}
            received={sending?.received ?? 0}
            add={add}
            onCancel={cancel}
          />
        )}
      </>
    );
  else
    content = (
      <>
        <DropArea texts={modality === "text"} sounds={modality === "audio"} onChoose={choose} />
        {add.error !== null && <ErrorNotice error={add.error} />}
      </>
    );
  return (
    <Page
      title={t("start.addTitle")}
      tools={
        <ButtonLink href={roomPath(name, "explore")} tone="quiet" icon="explore">
          {t("start.seeAll")}
        </ButtonLink>
      }
    >
      {content}
      {params.get("from") === "folder" && (
        <LocalFolderDialog
          onClose={() => change({ from: null })}
          onChoose={(path) => change({ from: null, folder: path })}
        />
      )}
    </Page>
  );
}
