/**
 * A dog that a friend gives: by a link, in the part of the address after #, which no server sees, or
 * by a file that is dropped on the page.
 */
import { StateStore } from "../store/stateStore";
import { href } from "./router";

/** What the address of a link ends with, before the digits. */
export const GIFT_LINK = "#/dog/";

/** The digits of a dog that waits for the user's own screen, or its file. */
export const arrivedGift = new StateStore<string | File | null>(null);

/** Takes a dog's file, and shows the user's screen. */
export function openGiftFile(file: File): void {
  arrivedGift.set(file);
  location.hash = href("me");
}

/** Takes a dog out of the address, now and whenever a link is opened, and shows the user's screen. */
export function listenForGifts(): void {
  const take = (): void => {
    if (!location.hash.startsWith(GIFT_LINK)) return;
    arrivedGift.set(location.hash.slice(GIFT_LINK.length));
    location.replace(href("me")); // going back does not ask again
  };
  take();
  addEventListener("hashchange", take);
}
