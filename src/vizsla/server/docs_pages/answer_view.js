/**
 * Shows an answer: the image with its boxes, the scores of the alternatives, entities, segments of
 * speech, a sound.
 */

const MOST_SHOWN = 8;
const WIDEST = 1200; // pixels of an image on the page
const made = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });

/** The answer in a line. */
export function answerLine({ answer, score, sure, likely, sound }) {
  const word = sure ? "sure" : likely ? "likely" : "not sure";
  if (sound) answer = `${sound.seconds.toFixed(1)} s of sound`;
  return [answer ?? "none of these", made("small", ` (${score.toFixed(2)}, ${word})`)];
}

/**
 * Returns what to show of an answer below its line.
 *
 * @param {object} value the answer
 * @param {Blob | null} image the image that was asked about
 * @returns {Promise<HTMLElement[]>}
 */
export async function answerParts(value, image) {
  const parts = [];
  if (image !== null) parts.push(await picture(image, boxesOf(value)));
  if (value.sound) parts.push(player(value));
  if (value.entities?.length) parts.push(entityTable(value.entities));
  else if (value.segments?.length) parts.push(segmentTable(value.segments));
  else if (value.alternatives.length > 1) parts.push(bars(value.alternatives));
  const columns = made("div");
  columns.className = "columns";
  columns.append(...parts);
  return parts.length > 0 ? [columns] : [];
}

function boxesOf({ boxes = [], tags = [] }) {
  return [...boxes, ...tags.map((each) => each.box).filter((each) => each)];
}

function player({ answer, sound }) {
  const found = made("audio");
  found.controls = true;
  found.src = `data:${sound.media_type};base64,${answer}`;
  return found;
}

async function picture(image, boxes) {
  const canvas = made("canvas");
  let pixels;
  try {
    pixels = await createImageBitmap(image);
  } catch {
    return canvas; // a format that the server reads, and this browser does not
  }
  const scale = Math.min(1, WIDEST / pixels.width);
  canvas.width = Math.round(pixels.width * scale);
  canvas.height = Math.round(pixels.height * scale);
  canvas.setAttribute("role", "img");
  const names = boxes.map((each) => each.label).join(", ");
  canvas.setAttribute("aria-label", names ? `The image, with boxes: ${names}` : "The image");
  const context = canvas.getContext("2d");
  context.drawImage(pixels, 0, 0, canvas.width, canvas.height);
  const line = Math.max(2, canvas.width / 200);
  context.lineWidth = line;
  context.font = `${line * 6}px system-ui, sans-serif`;
  for (const { label, score, x, y, width, height } of boxes) {
    const text = `${label} ${score.toFixed(2)}`;
    const top = Math.max(y * scale, line * 8);
    context.strokeStyle = context.fillStyle = "#a03f14";
    context.strokeRect(x * scale, y * scale, width * scale, height * scale);
    context.fillRect(x * scale, top - line * 8, context.measureText(text).width + line * 4, line * 8);
    context.fillStyle = "#ffffff";
    context.fillText(text, x * scale + line * 2, top - line * 2);
  }
  return canvas;
}

function bars(alternatives) {
  const place = made("div");
  place.className = "bars";
  for (const { answer, score } of alternatives.slice(0, MOST_SHOWN)) {
    const bar = made("span");
    bar.className = "bar";
    const fill = made("i");
    fill.style.setProperty("--v", score);
    bar.append(fill);
    place.append(made("span", answer ?? "none of these"), bar, made("span", score.toFixed(2)));
  }
  return place;
}

function entityTable(entities) {
  const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value));
  const rows = entities.map(({ text, kind, value }) => [text, kind, shown(value)]);
  return table(["text", "kind", "value"], rows);
}

function segmentTable(segments) {
  const rows = segments.map(({ start, text, score, sure }) => [
    `${start.toFixed(1)} s`,
    text ?? "no words",
    `${score.toFixed(2)}${sure ? "" : ", not sure"}`,
  ]);
  return table(["from", "text", "score"], rows);
}

function table(names, rows) {
  const place = made("div");
  place.className = "wide";
  const lines = made("table");
  const row = (cells, tag) => {
    const line = made("tr");
    line.append(...cells.map((each) => made(tag, each)));
    lines.append(line);
  };
  row(names, "th");
  for (const cells of rows) row(cells, "td");
  place.append(lines);
  return place;
}
