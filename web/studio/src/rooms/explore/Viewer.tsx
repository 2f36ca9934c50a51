/** One example in full: its picture or text, what is said of it, and why it stands out. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { contentUrl, thumbnailUrl } from "../../api/addresses";
import { api, call } from "../../api/client";
import { Button, IconButton } from "../../components/Button";
import { LabelChip } from "../../components/LabelChip";
import { Score } from "../../components/Score";
import { SoundPlayer } from "../../components/SoundPlayer";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useProject, type Example } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { useSwipe } from "../../state/swipe";
import { findingTitle } from "./findingTexts";
import style from "./viewer.module.css";

export interface ViewerProps {
  readonly id: number;
  /** Its place among those that fit, from 0; -1 where it is none of them. */
  readonly at: number;
  readonly count: number;
  readonly onMove: (step: 1 | -1) => void;
  readonly onClose: () => void;
  readonly onNear: () => void;
  /** Opens another example, such as the one to compare with. */
  readonly onOpen: (id: number) => void;
}

export function Viewer({ id, at, count, onMove, onClose, onNear, onOpen }: ViewerProps) {
  const { t } = useLocale();
  const { name } = useProject();
  const found = useQuery({
    queryKey: projectKey(name, "examples", "one", id),
    queryFn: () =>
      call(
        api.GET("/v1/projects/{project}/examples/{example}", {
          params: { path: { project: name, example: id } },
        }),
      ),
    placeholderData: (before) => before,
  });
  const swipe = useSwipe((step) => {
    if (at >= 0 && at + step >= 0 && at + step < count) onMove(step);
  });
  useKeys(t("explore.viewerKeys"), [
    { keys: ["ArrowLeft", "ArrowUp"], text: t("explore.before"), run: () => onMove(-1) },
    { keys: ["ArrowRight", "ArrowDown"], text: t("explore.after"), run: () => onMove(1) },
    { keys: ["Escape", "Enter"], text: t("explore.backToGrid"), run: onClose },
  ]);
  return (
    <section className={style.viewer} aria-label={found.data?.name ?? t("shell.loading")}>
      <header className={style.header}>
        <Button small icon="back" onPress={onClose}>
          {t("explore.backToGrid")}
        </Button>
        <span className={style.place}>
          {at >= 0 && t("explore.placeOf", { n: at + 1, all: count })}
        </span>
        <IconButton
          label={t("explore.before")}
          icon="back"
          onPress={() => onMove(-1)}
          isDisabled={at <= 0}
        />
        <IconButton
          label={t("explore.after")}
          icon="forward"
          onPress={() => onMove(1)}
          isDisabled={at < 0 || at >= count - 1}
        />
      </header>
      {found.data === undefined ? (
        found.error === null ? (
          <Skeleton lines={6} />
        ) : (
          <ErrorNotice error={found.error} retry={() => void found.refetch()} />
        )
      ) : (
        <div className={style.body}>
          <div className={style.turned} {...swipe}>
            <Content example={found.data} />
          </div>
          <Facts example={found.data} onNear={onNear} onOpen={onOpen} />
        </div>
      )}
    </section>
  );
}

function Content({ example }: { readonly example: Example }) {
  const { name } = useProject();
  const text = useQuery({
    queryKey: projectKey(name, "examples", "text", example.id, example.sha256),
    queryFn: async () => (await fetch(contentUrl(name, example))).text(),
    enabled: example.modality === "text",
  });
  if (example.modality === "text") return <p className={style.text}>{text.data ?? example.text}</p>;
  if (example.modality === "audio")
    return (
      <SoundPlayer
        key={example.id}
        src={contentUrl(name, example)}
        picture={thumbnailUrl(name, example, 640)}
        name={example.name}
      />
    );
  return (
    <div
      className={style.frame}
      style={{ backgroundImage: `url("${thumbnailUrl(name, example, 320)}")` }}
    >
      <img key={example.id} src={contentUrl(name, example)} alt={example.name} decoding="async" />
    </div>
  );
}

interface FactsProps extends Pick<ViewerProps, "onNear" | "onOpen"> {
  readonly example: Example;
}

function Facts({ example, onNear, onOpen }: FactsProps) {
  const locale = useLocale();
  const { t } = locale;
  const { suggestion } = example;
  const size = example.width !== null && `${example.width} × ${example.height}`;
  return (
    <div className={style.facts}>
      <h2 className={style.name}>{example.name}</h2>
      <Row title={t("explore.label")}>
        {example.labels.length > 0 ? (
          example.labels.map((each) => <LabelChip key={each} label={each} />)
        ) : example.not_labels.length > 0 ? null : (
          <span>{t(`explore.state_${example.state}`)}</span>
        )}
        {example.not_labels.map((each) => (
          <LabelChip key={`not ${each}`} label={each} not />
        ))}
        {!example.used && <span className={style.faint}>{t("explore.leftOut")}</span>}
      </Row>
      {suggestion !== null && (
        <Row title={t("explore.suggestion")}>
          <LabelChip label={suggestion.label} suggested />
          <Score score={suggestion.score} sure={suggestion.sure} />
          <span className={style.faint}>
            {suggestion.version === null
              ? t("explore.madeByRun", { run: suggestion.run })
              : t("explore.madeByVersion", { version: suggestion.version })}
          </span>
        </Row>
      )}
      {example.evidence.length > 0 && (
        <Row title={t("explore.standsOut")}>
          <ul className={style.evidence}>
            {example.evidence.map((each) => (
              <li key={each.finding}>
                <span>{findingTitle(each.finding, t, 1) ?? each.why}</span>
                {each.likely !== null && (
                  <span className={style.likely}>
                    {t("explore.moreLike")} <LabelChip label={each.likely} suggested />
                  </span>
                )}
                {each.beside !== null && (
                  <Button small tone="quiet" onPress={() => onOpen(each.beside!)}>
                    {t("explore.compare")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Row>
      )}
      <Row title={t("explore.who")}>{example.who}</Row>
      <Row title={t("explore.added")}>{locale.moment(example.added_at)}</Row>
      {example.part !== null && (
        <Row title={t("explore.part")}>
          {t(example.part === "train" ? "explore.part_train" : "explore.part_test")}
        </Row>
      )}
      {size !== false && <Row title={t("explore.size")}>{size}</Row>}
      {Object.entries(example.columns).map(([title, value]) => (
        <Row key={title} title={title}>
          {value}
        </Row>
      ))}
      <div className={style.acts}>
        <Button icon="suggestion" onPress={onNear}>
          {t("explore.near")}
        </Button>
      </div>
    </div>
  );
}

function Row({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={style.fact}>
      <span className={style.title}>{title}</span>
      <div className={style.value}>{children}</div>
    </div>
  );
}
