/** A function on a phone: it is loaded once, and answers for the camera, a photo or a text there. */

import { load, watch } from "./vizsla/index.js";

const WORDS = {
  en: {
    promise: "Runs on this device: nothing that you show it is sent.",
    loading: "Loading: {n} %",
    camera: "Camera",
    stop: "Stop",
    photo: "Photo",
    ask: "Ask",
    text: "A text",
    sure: "Sure",
    unsure: "Not sure",
    novel: "Not sure: unlike everything that it was trained on",
    none: "None of these",
    ready: "Ready.",
    refused: "The camera may not be used. Allow it in the browser's settings, or choose a photo.",
    noCamera: "There is no camera here, or the page is not opened over HTTPS. Choose a photo.",
  },
  fr: {
    promise: "Fonctionne sur cet appareil : rien de ce que vous montrez n'est envoyé.",
    loading: "Chargement : {n} %",
    camera: "Caméra",
    stop: "Arrêter",
    photo: "Photo",
    ask: "Demander",
    text: "Un texte",
    sure: "Sûr",
    unsure: "Pas sûr",
    novel: "Pas sûr\u00a0: cela ne ressemble à aucun des exemples appris",
    none: "Aucune de ces réponses",
    ready: "Prêt.",
    refused: "La caméra est bloquée. Autorisez-la dans les réglages du navigateur ou choisissez une photo.",
    noCamera: "Pas de caméra ici, ou la page n'est pas ouverte en HTTPS. Choisissez une photo.",
  },
  es: {
    promise: "Funciona en este dispositivo: nada de lo que le muestre se envía.",
    loading: "Cargando: {n} %",
    camera: "Cámara",
    stop: "Parar",
    photo: "Foto",
    ask: "Preguntar",
    text: "Un texto",
    sure: "Seguro",
    unsure: "No seguro",
    novel: "No seguro: no se parece a ningún ejemplo aprendido",
    none: "Ninguna de estas",
    ready: "Listo.",
    refused: "La cámara está bloqueada. Permítala en los ajustes del navegador o elija una foto.",
    noCamera: "Aquí no hay cámara, o la página no está abierta con HTTPS. Elija una foto.",
  },
  de: {
    promise: "Läuft auf diesem Gerät: Nichts, was du zeigst, wird gesendet.",
    loading: "Lädt: {n} %",
    camera: "Kamera",
    stop: "Anhalten",
    photo: "Foto",
    ask: "Fragen",
    text: "Ein Text",
    sure: "Sicher",
    unsure: "Nicht sicher",
    novel: "Nicht sicher: ähnelt keinem der gelernten Beispiele",
    none: "Nichts davon",
    ready: "Bereit.",
    refused: "Die Kamera ist gesperrt. Erlaube sie in den Einstellungen des Browsers oder wähle ein Foto.",
    noCamera: "Hier ist keine Kamera, oder die Seite ist nicht über HTTPS geöffnet. Wähle ein Foto.",
  },
};
const TOP = 3; // alternatives
const language = navigator.languages.map((each) => each.slice(0, 2)).find((each) => each in WORDS);
const words = WORDS[language ?? "en"];
document.documentElement.lang = language ?? "en";

const at = (selector) => document.querySelector(selector);
const say = (text) => {
  at("#answer").textContent = text;
};
const isText = document.body.dataset.modality === "text";
const percent = new Intl.NumberFormat(language ?? "en", { style: "percent" });
let stop = null;
let stream = null;

at("#promise").textContent = words.promise;
at("#camera").textContent = words.camera;
at("#photo").textContent = words.photo;
at("form label").textContent = words.text;
at("form button").textContent = words.ask;

function show(answer) {
  const held = (answer.labels ?? []).map(({ label }) => label).join(", ");
  say(held || (answer.answer ?? words.none));
  at("#note").textContent = answer.novel ? words.novel : answer.sure ? words.sure : words.unsure;
  at("#note").classList.toggle("sure", answer.sure);
  at("#others").replaceChildren(...(isText ? entities(answer) : answer.alternatives.map(other)));
}

function entities(answer) {
  return (answer.entities ?? []).map(({ kind, text, value }) => {
    const item = document.createElement("li");
    item.textContent = `${[kind, value.role].filter(Boolean).join(", ")}: ${text}`;
    return item;
  });
}

function other({ answer, score }) {
  const item = document.createElement("li");
  const [name, share] = ["span", "span"].map((tag) => document.createElement(tag));
  name.textContent = answer;
  share.textContent = percent.format(Math.min(0.99, Math.max(0.01, score)));
  const bar = Object.assign(document.createElement("meter"), { value: score });
  bar.ariaHidden = "true";
  item.append(name, share, bar);
  return item;
}

/** Loads the function, then lets it be used. */
async function begin() {
  const address = new URL(document.body.dataset.function, document.baseURI).href;
  const onProgress = ({ loaded, total }) =>
    say(words.loading.replace("{n}", Math.floor((100 * loaded) / total)));
  const predict = await load(address, { onProgress, warmUp: true });
  say(words.ready);
  at("#note").textContent = predict.whyNeverSure ?? "";
  at("#form").hidden = !isText;
  at("#view").hidden = at("footer").hidden = isText;
  at("#form").onsubmit = (event) => {
    event.preventDefault();
    void tell(predict(at("#text").value));
  };
  at("input").onchange = () => void answerPhoto(predict);
  at("#camera").onclick = () => void (stop === null ? startCamera(predict) : stopCamera());
  // A page that is not seen frees the camera.
  document.onvisibilitychange = () => document.hidden && stopCamera();
}

async function tell(answer) {
  try {
    show(await answer);
  } catch (error) {
    say(error.message);
  }
}

async function answerPhoto(predict) {
  const [file] = at("input").files;
  if (file === undefined) return;
  stopCamera();
  const image = at("img");
  URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  image.hidden = false;
  await tell(predict(file, { top: TOP }));
}

async function startCamera(predict) {
  if (navigator.mediaDevices === undefined) {
    say(words.noCamera);
    return;
  }
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (error) {
    say(error.name === "NotAllowedError" ? words.refused : words.noCamera);
    return;
  }
  const video = at("video");
  video.srcObject = stream;
  await video.play();
  video.hidden = false;
  at("img").hidden = true;
  at("#camera").textContent = words.stop;
  const answer = (source, options) => predict(source, { ...options, top: TOP });
  stop = watch(answer, video, show);
}

function stopCamera() {
  stop?.();
  stop = null;
  for (const each of stream?.getTracks() ?? []) each.stop();
  stream = null;
  at("video").hidden = true;
  at("#camera").textContent = words.camera;
}

begin().catch((error) => say(error.message));
