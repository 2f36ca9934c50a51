/** Starts the page that shows how a function learns, without a studio around it. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./styles/base.css";
import { InsidePage } from "./rooms/inside/InsidePage";
import { showTheme } from "./state/preferences";

showTheme();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <InsidePage />
  </StrictMode>,
);
