/** What a dog is: the breed, how sure, what else it could be, why; and what to do with it. */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { breedOf } from "../breeds/breedCatalogue";
import type { Catch } from "../storage/records";
import { squareAround } from "../images/geometry";
import { rarityOf } from "../game/rarity";
import { MARGIN } from "../detection/dogFinder";
import { useApp, useEyes, useKept, useWords } from "../state/appContext";
import { correct, denyCatch, keepCatch, noDog, release, type Seen } from "../state/catchActions";
import { Icon, Paw } from "../components/Icon";
import { href } from "../state/router";
import { Sheet } from "../components/Sheet";
import { play } from "../state/soundEffects";
import { useIsOpen } from "../state/useIsMounted";
import { troubleText } from "../state/errorMessages";
import { BreedPicker } from "./BreedPicker";
import { Confetti } from "../components/Confetti";
import { Heat, type HeatState } from "./HeatMap";
import { Helps } from "./PhotoHints";
import { Picture } from "../components/ImageCanvas";
import { surety } from "./confidence";

const QuickFacts = lazy(() => import("./BreedSummary"));

interface ResultProps {
  readonly seen: Seen;
  /** The catch that it is already; a dog is caught once. */
  readonly caughtAs?: string | null;
  readonly onCaught?: (id: string) => void;
  /** The user says that there is none. */
  readonly onNoDog?: () => void;
  readonly onClose: () => void;
}

export function Result({ seen, caughtAs = null, onCaught, onNoDog, onClose }: ResultProps) {
  const { keeper, toaster } = useApp();
  const words = useWords();
  const { t } = words;
  const eyes = useEyes();
  const { settings, dogs, catches } = useKept();
  const [caughtId, setCaughtId] = useState<string | null>(caughtAs);
  const [isFresh, setFresh] = useState(false);
  /** The user says that it is not the dog of theirs that it was greeted as. */
  const [isDenied, setDenied] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState(false);
  const [heat, setHeat] = useState<HeatState>("working");
  const [picking, setPicking] = useState(false);
  const { verdict, picture, box } = seen;
  const part = squareAround(box, MARGIN, picture);
  const sure = eyes.phase === "ready" ? eyes.eyes.sure : 0.5;
  const mine = isDenied ? null : (dogs.find(({ id }) => id === verdict.mine?.id) ?? null);
  // What is shown is what is kept: a correction changes both.
  const kept: Catch | null = catches.find(({ id }) => id === caughtId) ?? null;
  const isNew =
    kept !== null &&
    isFresh &&
    !catches.some(({ id, breed: of }) => id !== kept.id && of === kept.breed);
  const breed = kept?.breed ?? verdict.breed;
  const isGiven = kept?.by === "user";
  const named = verdict.kind === "dog" || isGiven;
  const rarity = rarityOf(breedOf(breed) ?? { id: breed, group: "hound", shape: "", rank: null });

  const isOpen = useIsOpen();
  /** What ends this sheet; another may have been opened while it worked. */
  const close = (): void => {
    if (isOpen()) onClose();
  };
  const working = useRef(false); // a second tap may come before the button is drawn as disabled
  const run = (work: () => Promise<void>): void => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    work()
      .catch((error: unknown) => toaster.say(troubleText(error, words), "bad"))
      .finally(() => {
        working.current = false;
        setBusy(false);
      });
  };
  const keep = (told: string | null): void =>
    run(async () => {
      const shown = isDenied ? { ...seen, verdict: { ...verdict, mine: null } } : seen;
      const { caught: made, isNew: first } = await keepCatch(keeper, shown, told);
      setCaughtId(made.id);
      setFresh(true);
      onCaught?.(made.id);
      play(first ? "found" : "caught", settings);
    });
  // To hold was to catch: a dog that the app is sure of is kept without another question.
  const began = useRef(false);
  const begin = useEffectEvent(() => {
    if (began.current || seen.how !== "live" || verdict.kind !== "dog") return;
    began.current = true;
    keep(null);
  });
  useEffect(() => begin(), []);
  const letGo = (): void =>
    run(async () => {
      await release(keeper, kept!);
      setCaughtId(null);
      close();
    });
  const pick = (told: string): void => {
    setPicking(false);
    if (!kept) return keep(told);
    run(async () => {
      await correct(keeper, kept, told);
      toaster.say(t("result.corrected", { breed: words.breed(told) }), "good");
    });
  };
  const deny = (): void => {
    setPicking(false);
    setDenied(true);
    if (kept) run(() => keeper.write({ catches: [{ ...kept, mine: null }] }));
  };
  const sayNoDog = (): void => {
    setPicking(false);
    run(async () => {
      if (kept) await denyCatch(keeper, kept);
      else await noDog(keeper, seen);
      toaster.say(t("result.nodog.thanks"), "good");
      onNoDog?.();
      close();
    });
  };

  const title = mine
    ? t("result.mine", { name: mine.name })
    : named
      ? words.breed(breed)
      : t(verdict.kind === "none" ? "result.none" : "result.unsure");
  return (
    <Sheet title={title} onClose={onClose} quiet>
      {isNew && <Confetti />}
      <article className={`result ${named ? "named" : verdict.kind}`}>
        <div className="card-photo">
          <Picture
            picture={picture}
            part={verdict.kind === "none" ? whole(picture) : part}
            label={t("result.photo")}
          >
            {why && eyes.phase === "ready" && (
              <Heat
                picture={picture}
                part={part}
                breed={breed}
                eyes={eyes.eyes}
                onState={setHeat}
              />
            )}
          </Picture>
          {isNew && <p className="ribbon">{t("result.new")}</p>}
        </div>
        <div className="result-words">
          {named && rarity && <p className={`rarity ${rarity}`}>{t(`rarity.${rarity}`)}</p>}
          <p className="answer" aria-hidden="true">
            {title}
          </p>
          {mine && <p>{t("result.mine.breed", { breed: words.breed(breed) })}</p>}
          {named && !isGiven && (
            <div className="meter">
              <div className="meter-bar" aria-hidden="true">
                <span style={{ width: `${100 * verdict.score}%` }} />
              </div>
              <p>
                <strong>{t(surety(verdict.score, sure))}</strong> {words.percent(verdict.score)}
              </p>
            </div>
          )}
          {isGiven && <p>{t("result.given")}</p>}
          {named && (
            <Suspense fallback={null}>
              <QuickFacts id={breed} />
            </Suspense>
          )}
          {!named && (
            <>
              <p>
                {verdict.kind === "none"
                  ? t("result.none.why", { score: words.percent(verdict.score) })
                  : t("result.unsure.why")}
              </p>
              <Helps picture={picture} part={part} kind={verdict.kind} />
            </>
          )}
          {verdict.kind !== "none" && !isGiven && (
            <div className="also">
              <h3>{t(named ? "result.also" : "result.perhaps")}</h3>
              <ul>
                {verdict.alternatives.slice(named ? 1 : 0, 3).map(({ id, score }) => (
                  <li key={id}>
                    {named ? (
                      <a href={href("breed", id)}>{words.breed(id)}</a>
                    ) : (
                      <button
                        type="button"
                        className="chip"
                        disabled={isBusy}
                        onClick={() => pick(id)}
                      >
                        {words.breed(id)}
                      </button>
                    )}
                    <span>{words.percent(score)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <div className="actions">
            {named && !kept && (
              <button
                type="button"
                className="primary"
                disabled={isBusy}
                onClick={() => keep(null)}
              >
                <Paw size={22} />
                {t("result.catch")}
              </button>
            )}
            {kept && (
              <a className="primary" href={href("breed", breed)}>
                {t("result.kennel")}
              </a>
            )}
            {verdict.kind !== "none" && (
              <button
                type="button"
                className="secondary"
                aria-pressed={why}
                onClick={() => setWhy(!why)}
              >
                <Icon name="heat" />
                {t("result.why")}
              </button>
            )}
            {kept && (
              <button type="button" className="secondary" disabled={isBusy} onClick={letGo}>
                <Icon name="trash" />
                {t("result.letgo")}
              </button>
            )}
            <button
              type="button"
              className="secondary"
              disabled={isBusy}
              onClick={() => setPicking(true)}
            >
              <Icon name="pencil" />
              {t(named ? "result.wrong" : "result.know")}
            </button>
          </div>
          {why && (
            <p className="fine" role="status">
              {t(`result.why.${heat}`, { breed: words.breed(breed) })}
            </p>
          )}
          {kept && (
            <p className="saved" role="status">
              {t(isNew ? "result.caught.new" : "result.caught", { breed: words.breed(breed) })}
            </p>
          )}
        </div>
      </article>
      {picking && (
        <BreedPicker
          title={t("picker.title")}
          likely={verdict.kind === "none" ? [] : verdict.alternatives.map(({ id }) => id)}
          onPick={pick}
          onNoDog={verdict.kind === "none" ? undefined : sayNoDog}
          notMine={mine ? { name: mine.name, onPick: deny } : undefined}
          onClose={() => setPicking(false)}
        />
      )}
    </Sheet>
  );
}

function whole({ width, height }: ImageBitmap) {
  return { x: 0, y: 0, width, height };
}
