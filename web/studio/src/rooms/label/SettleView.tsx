/** Examples that two people labelled differently: choose the label that is right. */
import { Button } from "../../components/Button";
import { EmptyState, ErrorNotice, Skeleton } from "../../components/States";
import { Thumbnail } from "../../components/Thumbnail";
import { useMutation } from "@tanstack/react-query";
import { api, call } from "../../api/client";
import { errorText } from "../../state/errorText";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { askAgain, useProject, useUndo } from "../../state/project";
import { toast } from "../../state/toasts";
import { useContradictions } from "./labellingData";
import style from "./label.module.css";

export function SettleView() {
  const locale = useLocale();
  const { t } = locale;
  const project = useProject().name;
  const found = useContradictions();
  const undo = useUndo();
  const settle = useMutation({
    mutationFn: ({ example, label }: { example: number; label: string }) =>
      call(
        api.POST("/v1/projects/{project}/labels:settle", {
          params: { path: { project } },
          body: { examples: [example], label },
        }),
      ),
    onSuccess: (_, { label }) => {
      askAgain(project);
      toast({
        text: t("label.settled", { label }),
        action: { text: t("shell.undo"), run: () => undo.mutate() },
      });
    },
    onError: (error) => toast({ text: errorText(error, locale), tone: "bad" }),
  });
  const first = found.data?.contradictions[0];
  useKeys(t("label.view_settle", { n: 0 }), [
    ...(first?.claims ?? []).slice(0, 9).map((claim, at) => ({
      keys: [String(at + 1)],
      text: claim.label,
      run: () => settle.mutate({ example: first!.example.id, label: claim.label }),
    })),
    { keys: ["z", "Ctrl+z"], text: t("shell.undo"), run: () => undo.mutate() },
  ]);
  if (found.data === undefined)
    return found.error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
    );
  if (found.data.contradictions.length === 0)
    return (
      <EmptyState icon="check" title={t("label.noContradictions")}>
        {t("label.noContradictionsText")}
      </EmptyState>
    );
  return (
    <div className={style.settle}>
      <p className={style.small}>{t("label.settleHelp")}</p>
      {found.data.contradictions.map(({ example, claims }) => (
        <article key={example.id} className={style.contradiction} data-example={example.id}>
          <span className={style.contradictionPicture}>
            <Thumbnail example={example} size={320} fit="contain" />
          </span>
          <div className={style.claims}>
            <p className={style.name}>{example.name}</p>
            {claims.map((claim) => (
              <div key={claim.label} className={style.claim}>
                <Button onPress={() => settle.mutate({ example: example.id, label: claim.label })}>
                  {claim.label}
                </Button>
                <span className={style.small}>
                  {claim.who === null
                    ? t("label.importedClaim")
                    : t("label.claimBy", {
                        name: claim.who,
                        when: claim.at === null ? "" : locale.ago(claim.at),
                      })}
                </span>
              </div>
            ))}
          </div>
        </article>
      ))}
    </div>
  );
}
