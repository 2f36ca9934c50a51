/** The result of a sighting: the catch that comes of it, and the user's corrections. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useApp, useUserData } from "../state/appContext";
import {
  addCatch,
  addNoDogExample,
  correctCatch,
  denyCatch,
  isSameKind,
  releaseCatch,
  type Sighting,
} from "../state/catchActions";
import { playSound } from "../state/soundEffects";
import { useIsMounted } from "../state/useIsMounted";
import { useOfferUndo } from "../state/useOfferUndo";
import { catchName, catchNameWithin } from "../state/catchName";
import type { Catch, MyDog, NamedDog } from "../storage/userRecords";
import { useOneAtATime } from "./useOneAtATime";

export interface ResultOptions {
  readonly sighting: Sighting;
  /** The id of an earlier catch of this dog; a dog is caught once. */
  readonly caughtAs?: string | null;
  readonly onCaught?: (id: string) => void;
  /** Called when the user says that there is no dog. */
  readonly onNoDog?: () => void;
  readonly onClose: () => void;
}

export interface CatchResult {
  /** The stored catch; null where there is none. */
  readonly caught: Catch | null;
  /** Whether it was made just now, in this result. */
  readonly isFresh: boolean;
  /** Whether it is the first catch of its breed, or the first mixed breed, made just now. */
  readonly isNew: boolean;
  readonly named: NamedDog;
  /** Whether the user named the breed. */
  readonly isGiven: boolean;
  /** Whether the breed is known, by the app or by the user. */
  readonly isNamed: boolean;
  /** The user's own dog that was recognised, unless the user denies it. */
  readonly mine: MyDog | null;
  /** Whether an action is being done; another one does nothing meanwhile. */
  readonly isBusy: boolean;
  readonly keep: () => void;
  readonly release: () => void;
  /** Names the dog, as a catch or a correction. */
  readonly name: (named: NamedDog) => void;
  /** Says that the dog is not the recognised one. */
  readonly denyMine: () => void;
  readonly denyDog: () => void;
}

export function useCatchResult(options: ResultOptions): CatchResult {
  const { sighting, caughtAs = null, onCaught, onNoDog, onClose } = options;
  const { prediction } = sighting;
  const { userData, toaster, locale } = useApp();
  const { settings, dogs, catches } = useUserData();
  const [caughtId, setCaughtId] = useState(caughtAs);
  const [isFresh, setFresh] = useState(false);
  const [isMineDenied, setMineDenied] = useState(false);
  const offerUndo = useOfferUndo();
  const { isBusy, run } = useOneAtATime();
  const isMounted = useIsMounted();
  const caught = catches.find(({ id }) => id === caughtId) ?? null;
  const isRecognised = prediction.kind === "dog" || prediction.mine !== null;
  const isGiven = caught?.by === "user";
  const isNew =
    caught !== null &&
    isFresh &&
    !catches.some((each) => each.id !== caught.id && isSameKind(each, caught));

  const mine = isMineDenied ? null : (dogs.find(({ id }) => id === prediction.mine?.id) ?? null);

  /** Closes this sheet, unless the user has done so: the next one may be open by now. */
  const close = (): void => {
    if (isMounted()) onClose();
  };
  const keep = (named: NamedDog | null): void =>
    run(async () => {
      const shown = isMineDenied
        ? { ...sighting, prediction: { ...prediction, mine: null } }
        : sighting;
      const added = await addCatch(userData, shown, named);
      setCaughtId(added.caught.id);
      setFresh(true);
      onCaught?.(added.caught.id);
      playSound(added.isNew ? "found" : "caught", settings);
    });
  // To hold the paw is to catch: a dog that the app is sure of needs no other question.
  const hasBegun = useRef(false);
  const begin = useEffectEvent(() => {
    if (hasBegun.current || sighting.source !== "live" || !isRecognised) return;
    hasBegun.current = true;
    keep(null);
  });
  useEffect(() => begin(), []);
  const release = (): void =>
    run(async () => {
      const undo = await releaseCatch(userData, caught!);
      setCaughtId(null);
      close();
      offerUndo(locale.t("result.released", { breed: catchName(caught!, locale) }), undo);
    });
  const name = (named: NamedDog): void => {
    if (!caught) return keep(named);
    run(async () => {
      await correctCatch(userData, caught, named);
      toaster.show(locale.t("result.corrected", { breed: catchNameWithin(named, locale) }), "good");
    });
  };
  const denyMine = (): void => {
    setMineDenied(true);
    if (caught) run(() => userData.write({ catches: [{ ...caught, mine: null }] }));
  };
  const denyDog = (): void =>
    run(async () => {
      if (caught) await denyCatch(userData, caught);
      else await addNoDogExample(userData, sighting);
      toaster.show(locale.t("result.nodog.thanks"), "good");
      onNoDog?.();
      close();
    });
  return {
    ...{
      caught,
      isNew,
      isFresh: isFresh && caught !== null,
      isGiven,
      isBusy,
      release,
      name,
      denyMine,
      denyDog,
    },
    named: caught ?? { breed: prediction.breed, mix: null },
    isNamed: prediction.kind === "dog" || isGiven || mine !== null,
    mine,
    keep: () => keep(null),
  };
}
