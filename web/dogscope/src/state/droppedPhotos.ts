/** Photos that are dropped on the page or pasted into it, on any screen; and a dog that a friend gives. */
import { useEffect, useEffectEvent } from "react";
import { StateStore, useStore } from "../store/stateStore";
import { GIFT_ENDING } from "../sharing/giftFile";
import { openGiftFile } from "./arrivedGift";
import { href } from "./router";

type Receiver = (files: readonly File[]) => void;

/** The sheets that take photos themselves, the last opened last. */
const receivers: Receiver[] = [];
/** The photo that waits for the scope to open it. */
const arrived = new StateStore<File | null>(null);

/** Takes photos from now on; the scope shows them, unless a sheet takes them. */
export function listenForPhotos(): void {
  document.addEventListener("drop", (event) => void take(event.dataTransfer));
  document.addEventListener("paste", (event) => {
    if (take(event.clipboardData)) event.preventDefault();
  });
}

function take(data: DataTransfer | null): boolean {
  const files = [...(data?.files ?? [])];
  const gift = files.find(({ name }) => name.toLowerCase().endsWith(GIFT_ENDING));
  if (gift) {
    openGiftFile(gift);
    return true;
  }
  // Some systems know no type for a phone's photo; decoding refuses files that are no photos.
  const photos = files.filter(({ type }) => type.startsWith("image/"));
  const chosen = photos.length > 0 ? photos : files;
  if (chosen.length === 0) return false;
  const receive = receivers.at(-1);
  if (receive) receive(chosen);
  else {
    arrived.set(chosen[0]!);
    location.hash = href("scope");
  }
  return true;
}

/** Takes the photos while a component is on the screen, instead of the scope. */
export function usePhotoReceiver(onPhotos: Receiver): void {
  const receive = useEffectEvent(onPhotos);
  useEffect(() => {
    const receiver: Receiver = (files) => receive(files);
    receivers.push(receiver);
    return () => void receivers.splice(receivers.indexOf(receiver), 1);
  }, []);
}

/** Calls the scope with each photo that arrives, and with one that arrived on another screen. */
export function useArrivedPhoto(onPhoto: (file: File) => void): void {
  const file = useStore(arrived);
  const show = useEffectEvent(onPhoto);
  useEffect(() => {
    if (!file) return;
    arrived.set(null);
    show(file);
  }, [file]);
}
