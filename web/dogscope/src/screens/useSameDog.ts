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
  const [same, setSame] = useState<MyDog | null | undefined>(undefined);
  useEffect(() => {
    if (!friends || !models) return;
    let isOver = false;
    import("../state/dogGifts")
      .then(({ sameDogAs }) => sameDogAs(friends, userData, models))
      .catch(() => null) // nothing is asked; taking the dog says what is wrong with it
      .then((found) => {
        if (!isOver) setSame(found);
      });
    return () => {
      isOver = true;
    };
  }, [friends, models, userData]);
  return friends ? same : null;
}
