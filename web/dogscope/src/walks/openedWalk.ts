/** The walk whose sheet is open: the pill opens it on any screen, and the journal its older ones. */
import { StateStore } from "../store/stateStore";

export const openedWalk = new StateStore<string | null>(null);
