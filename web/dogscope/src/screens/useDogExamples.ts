/** The photos that a dog is going to be taught from, each with the dog in it. */
import { useEffect, useRef, useState } from "react";
import { findDogs, type DetectedDog } from "../detection/dogFinder";
import type { Models } from "../detection/dogModels";
import { scaleBox, type Box } from "../images/geometry";
import { shrinkTo, STORED_SIDE } from "../images/photoCodec";
import { decodePhoto } from "../images/photoWorkerClient";
import { useLocale } from "../state/appContext";
import { errorText } from "../state/errorMessages";

export const MOST_EXAMPLES = 20;

export interface DogExample {
  readonly id: number;
  readonly image: ImageBitmap;
  readonly box: Box;
}

/** @param isMounted - whether the sheet is still open; its images are closed with it. */
export function useDogExamples(isMounted: () => boolean) {
  const locale = useLocale();
  const { t } = locale;
  const [examples, setExamples] = useState<readonly DogExample[]>([]);
  const [isLooking, setLooking] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const current = useRef<readonly DogExample[]>([]); // at once, where the state waits to render
  const count = useRef(0);
  useEffect(
    () => () => {
      for (const { image } of current.current) image.close();
      current.current = [];
    },
    [],
  );
  const update = (next: readonly DogExample[]): void => {
    current.current = next;
    setExamples(next);
  };
  const addProblem = (problem: string): void => {
    setProblems((before) => [...before.filter((each) => each !== problem), problem]);
  };
  const addOne = async (file: File, models: Models): Promise<void> => {
    const found = await findLargestDog(await decodePhoto(file), models);
    if (!isMounted()) found?.image.close();
    else if (found) update([...current.current, { id: ++count.current, ...found }]);
    else addProblem(t("teach.nodog", { name: file.name }));
  };
  const add = async (files: readonly File[], models: Models): Promise<void> => {
    setLooking(true);
    setProblems([]);
    const room = MOST_EXAMPLES - current.current.length;
    for (const file of files.slice(0, room)) {
      if (!isMounted()) return;
      await addOne(file, models).catch((error: unknown) => addProblem(errorText(error, locale)));
    }
    if (files.length > room) addProblem(t("teach.most", { n: MOST_EXAMPLES }));
    setLooking(false);
  };
  const remove = (id: number): void => {
    const removed = current.current.find((each) => each.id === id);
    update(current.current.filter((each) => each !== removed));
    removed?.image.close();
  };
  return { examples, isLooking, problems, add, remove, setProblems };
}

/** Finds a photo's largest dog, and shrinks the photo to its stored size: twenty are held at once. */
async function findLargestDog(
  decoded: ImageBitmap,
  models: Models,
): Promise<Omit<DogExample, "id"> | null> {
  const { width } = decoded;
  let dog: DetectedDog | undefined;
  try {
    dog = (await findDogs(decoded, models)).dogs[0];
  } finally {
    if (!dog) decoded.close();
  }
  if (!dog) return null;
  const image = await shrinkTo(STORED_SIDE, decoded);
  return { image, box: scaleBox(dog.box, image.width / width) };
}
