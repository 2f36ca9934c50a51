/** The dog of the user's that a friend's dog may be: two of one dog would be greeted by neither name. */
import { useEffect, useState } from "react";
import { useApp, useModels } from "../state/appContext";
import type { FriendsDog } from "../state/dogGifts";
import type { MyDog } from "../storage/userRecords";

/**
 * @param friends - the friend's dog; null where nothing is asked.
 * @returns the dog; null where there is none, undefined until that is known.
 */
export function useSameDog(friends: FriendsDog | null): MyDog | null | undefined {
  const { userData } = useApp();
  const state = useModels();
  const models = state.phase === "ready" ? state.models : null;
  const [found, setFound] = useState<{ of: FriendsDog; same: MyDog | null } | null>(null);
  useEffect(() => {
    if (!friends || !models) return;
    let isOver = false;
    import("../state/dogGifts")
      .then(({ sameDogAs }) => sameDogAs(friends, userData, models))
      .catch(() => null) // nothing is asked; taking the dog says what is wrong with it
      .then((same) => {
        if (!isOver) setFound({ of: friends, same });
      });
    return () => {
      isOver = true;
    };
  }, [friends, models, userData]);
  if (!friends) return null;
  return found?.of === friends ? found.same : undefined; // that of another dog says nothing
}
