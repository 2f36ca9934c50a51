/** A function on a phone: it is loaded once, and answers for the camera, a photo, a sound or a text there. */

import { record } from "./phone.sounds.js";
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
    promiseSound: "Runs on this device: nothing that it hears is sent.",
    record: "Record",
    sound: "Sound file",
    recording: "Recording…",
    refusedMicrophone: "The microphone may not be used. Allow it in the browser's settings, or choose a file.",
    noMicrophone: "There is no microphone here, or the page is not opened over HTTPS. Choose a file.",
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
    promiseSound: "Fonctionne sur cet appareil : rien de ce qu'il entend n'est envoyé.",
    record: "Enregistrer",
    sound: "Fichier son",
    recording: "Enregistrement…",
    refusedMicrophone: "Le micro est bloqué. Autorisez-le dans les réglages du navigateur ou choisissez un fichier.",
    noMicrophone: "Pas de micro ici, ou la page n'est pas ouverte en HTTPS. Choisissez un fichier.",
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
    promiseSound: "Funciona en este dispositivo: nada de lo que oye se envía.",
    record: "Grabar",
    sound: "Archivo de sonido",
    recording: "Grabando…",
    refusedMicrophone: "El micrófono está bloqueado. Permítalo en los ajustes del navegador o elija un archivo.",
    noMicrophone: "Aquí no hay micrófono, o la página no está abierta con HTTPS. Elija un archivo.",
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
    promiseSound: "Läuft auf diesem Gerät: Nichts, was es hört, wird gesendet.",
    record: "Aufnehmen",
    sound: "Klangdatei",
    recording: "Nimmt auf …",
    refusedMicrophone: "Das Mikrofon ist gesperrt. Erlaube es in den Einstellungen des Browsers oder wähle eine Datei.",
    noMicrophone: "Hier ist kein Mikrofon, oder die Seite ist nicht über HTTPS geöffnet. Wähle eine Datei.",
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
const isSound = document.body.dataset.modality === "audio";
const percent = new Intl.NumberFormat(language ?? "en", { style: "percent" });
let stop = null;
let stream = null;

at("#promise").textContent = isSound ? words.promiseSound : words.promise;
at("#camera").textContent = isSound ? words.record : words.camera;
at("#photo").textContent = isSound ? words.sound : words.photo;
if (isSound) at("input").accept = "audio/*";
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
  at("#view").hidden = isText || isSound;
  at("footer").hidden = isText;
  at("#form").onsubmit = (event) => {
    event.preventDefault();
    void tell(predict(at("#text").value));
  };
  at("input").onchange = () => void (isSound ? answerSound(predict) : answerPhoto(predict));
  at("#camera").onclick = () => {
    if (isSound) void recordSound(predict);
    else void (stop === null ? startCamera(predict) : stopCamera());
  };
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

async function answerSound(predict) {
  const [file] = at("input").files;
  if (file !== undefined) await tell(predict(file, { top: TOP }));
}

/** Begins to record; or ends it, and answers what was recorded. */
async function recordSound(predict) {
  const end = stop;
  if (end !== null) {
    stop = null;
    at("#camera").textContent = words.record;
    await tell(end().then((sound) => predict(sound, { top: TOP })));
    return;
  }
  if (navigator.mediaDevices === undefined) {
    say(words.noMicrophone);
    return;
  }
  at("#camera").disabled = true; // until the person has allowed it
  try {
    stop = await record();
    at("#camera").textContent = words.stop;
    say(words.recording);
  } catch (error) {
    say(error.name === "NotAllowedError" ? words.refusedMicrophone : words.noMicrophone);
  }
  at("#camera").disabled = false;
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
  void stop?.();
  stop = null;
  for (const each of stream?.getTracks() ?? []) each.stop();
  stream = null;
  at("video").hidden = true;
  at("#camera").textContent = isSound ? words.record : words.camera;
}

begin().catch((error) => say(error.message));
