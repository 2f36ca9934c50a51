/** A text whose entities are marked by dragging over words, or by keyboard: E, arrows, Enter. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { contentUrl } from "../../api/addresses";
import { ApiError } from "../../api/client";
import { Button, names } from "../../components/Button";
import { ErrorNotice, Skeleton } from "../../components/States";
import { useKeys } from "../../state/keys";
import { useLocale } from "../../state/localeContext";
import { useTouch } from "../../state/mediaQueries";
import { useProject } from "../../state/project";
import { projectKey } from "../../state/queryClient";
import { LabelFinder } from "./LabelFinder";
import { useEntityNames } from "./labellingData";
import {
  cleared,
  fromPoints,
  marked,
  textParts,
  toPoints,
  type Entity,
  type TextPart,
} from "./entityWords";
import type { QueueAct, QueueItem } from "./queueState";
import style from "./label.module.css";

export interface EntityTextProps {
  readonly item: QueueItem;
  readonly onAct: (act: QueueAct) => void;
}

/** The words from the first to the last that are chosen, by their places among the words. */
interface Range {
  readonly anchor: number;
  readonly end: number;
}

export function EntityText({ item, onAct }: EntityTextProps) {
  const { t } = useLocale();
  const touch = useTouch();
  const { name } = useProject();
  const { example } = item;
  const content = useQuery({
    queryKey: projectKey(name, "exploration", "text", example.sha256),
    staleTime: Infinity,
    queryFn: async () => {
      const response = await fetch(contentUrl(name, example));
      if (!response.ok) throw new ApiError(response.statusText, response.status);
      return response.text();
    },
  });
  const entityNames = useEntityNames(true).data?.entities ?? [];
  const entities: readonly Entity[] = example.entities ?? [];
  const [range, setRange] = useState<Range | null>(null);
  const [dragging, setDragging] = useState(false);
  const [naming, setNaming] = useState(false);
  const text = content.data ?? example.text ?? "";
  const parts = textParts(text);
  const words = parts.filter((each) => each.isWord);

  const put = (next: readonly Entity[]) => {
    setRange(null);
    setNaming(false);
    onAct({
      name: "entities",
      body: { entities: next },
      items: [{ ...item, example: { ...example, entities: [...next] } }],
      before: item,
    });
  };
  const chosen = (): Pick<Entity, "start" | "end"> | null => {
    if (range === null) return null;
    const first = words[Math.min(range.anchor, range.end)];
    const last = words[Math.max(range.anchor, range.end)];
    if (first === undefined || last === undefined) return null;
    return { start: toPoints(text, first.start), end: toPoints(text, last.end) };
  };
  const mark = (entity: string) => {
    const places = chosen();
    if (places !== null) put(marked(entities, { ...places, name: entity, role: "" }));
  };
  const move = (by: number, extend: boolean) => {
    if (words.length === 0) return;
    const to = Math.min(words.length - 1, Math.max(0, (range?.end ?? -1) + by));
    setRange({ anchor: extend && range !== null ? range.anchor : to, end: to });
  };
  const remove = () => {
    const places = chosen();
    if (places !== null) put(cleared(entities, places));
  };
  const inside = range !== null;
  useKeys(t("label.entities"), [
    {
      keys: ["e"],
      text: t("label.markEntities"),
      run: () => (inside ? setRange(null) : move(1, false)),
    },
    ...(inside
      ? [
          { keys: ["ArrowRight"], text: t("label.nextWord"), run: () => move(1, false) },
          { keys: ["ArrowLeft"], run: () => move(-1, false) },
          { keys: ["Shift+ArrowRight"], text: t("label.moreWords"), run: () => move(1, true) },
          { keys: ["Shift+ArrowLeft"], run: () => move(-1, true) },
          { keys: ["Enter", "/", "Space"], text: t("label.nameIt"), run: () => setNaming(true) },
          { keys: ["Backspace", "Delete"], text: t("label.unmark"), run: remove },
          { keys: ["Escape"], text: t("label.stopMarking"), run: () => setRange(null) },
          ...entityNames.slice(0, 9).map((each, at) => ({
            keys: [String(at + 1)],
            text: each.name,
            run: () => mark(each.name),
          })),
        ]
      : []),
  ]);
  if (content.error !== null) return <ErrorNotice error={content.error} />;
  if (content.data === undefined) return <Skeleton lines={4} />;

  const spans = entities.map((each) => ({
    ...each,
    start: fromPoints(text, each.start),
    end: fromPoints(text, each.end),
  }));
  const [low, high] = range === null ? [-1, -1] : [range.anchor, range.end].sort((a, b) => a - b);
  const at = (part: TextPart) => words.indexOf(part);
  return (
    <div className={style.textBox}>
      <p
        className={style.words}
        onPointerUp={() => {
          if (dragging) setDragging(false);
        }}
      >
        {parts.map((part) => {
          const entity = spans.find((each) => part.start < each.end && part.end > each.start);
          const place = at(part);
          const isChosen = part.isWord
            ? place >= low! && place <= high!
            : low !== -1 && words[low!]!.end <= part.start && words[high!]!.start >= part.end;
          return (
            <span
              key={part.start}
              className={names(
                part.isWord && style.word,
                entity && style.entity,
                isChosen && style.chosenWord,
              )}
              {...(part.isWord && {
                onPointerDown: (event: React.PointerEvent) => {
                  event.currentTarget.releasePointerCapture(event.pointerId);
                  setDragging(true);
                  setRange({ anchor: place, end: place });
                },
                onPointerEnter: () => {
                  if (dragging && range !== null) setRange({ ...range, end: place });
                },
              })}
            >
              {part.text}
              {entity && part.end >= entity.end && (
                <small className={style.entityName}>
                  {entity.role === "" ? entity.name : `${entity.name} · ${entity.role}`}
                </small>
              )}
            </span>
          );
        })}
      </p>
      {range !== null && !dragging && (
        <div className={style.entityBar} role="toolbar" aria-label={t("label.entities")}>
          {entityNames.slice(0, 9).map((each) => (
            <Button key={each.name} small onPress={() => mark(each.name)}>
              {each.name}
            </Button>
          ))}
          <Button small icon="add" onPress={() => setNaming(true)}>
            {t("label.nameIt")}
          </Button>
          <Button small tone="quiet" onPress={remove}>
            {t("label.unmark")}
          </Button>
        </div>
      )}
      {range === null && (
        <p className={style.small}>{t(touch ? "label.entityHelpTouch" : "label.entityHelp")}</p>
      )}
      {naming && (
        <LabelFinder
          start=""
          labels={entityNames.map((each) => each.name)}
          onChoose={mark}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}
