"use strict";
// The map of an exploration: marks on a canvas, chosen with the pointer or the arrow keys.
(() => {
  const plane = vizsla.data("plane");
  const shapes = vizsla.data("shapes").map((each) => new Path2D(each));
  const canvas = document.getElementById("map");
  const detail = document.getElementById("map-detail");
  const context = canvas.getContext("2d");
  const count = plane.x.length;
  const hidden = new Set();
  const view = { scale: 1, x: 500, y: 500 };  // the centre of the view; the map is 1000 wide
  const MARGIN = 18;
  let chosen = -1;
  let unit = 1;  // pixels for one step of the map
  let size = 3;  // half the width of a mark, in pixels

  const isShown = (n) => !hidden.has(plane.label[n]);
  const position = (n) => [
    (plane.x[n] - view.x) * unit + canvas.clientWidth / 2,
    (plane.y[n] - view.y) * unit + canvas.clientHeight / 2,
  ];

  function draw() {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    unit = (Math.min(width, height) - 2 * MARGIN) / 1000 * view.scale;
    size = Math.max(2.2, Math.min(7, 90 / Math.sqrt(count))) * Math.min(2, Math.sqrt(view.scale));
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const colours = Array.from({ length: 8 }, (_, n) => colour(`--c${n}`));
    const order = Array.from({ length: count }, (_, n) => n).sort((a, b) =>
      (plane.label[a] === -2 ? 0 : 1) - (plane.label[b] === -2 ? 0 : 1));
    for (const n of order) if (isShown(n)) drawMark(n, ratio, colours, colour);
    if (chosen >= 0 && isShown(chosen)) {
      const [x, y] = position(chosen);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.strokeStyle = colour("--ink");
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, size + 5, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  function drawMark(n, ratio, colours, colour) {
    const [x, y] = position(n);
    if (x < -size || y < -size || x > canvas.clientWidth + size || y > canvas.clientHeight + size) return;
    const label = plane.label[n];
    context.setTransform(ratio * size, 0, 0, ratio * size, ratio * x, ratio * y);
    if (label >= 0) {
      context.fillStyle = colours[label % 8];
      context.strokeStyle = colour("--sunk");
      context.lineWidth = 0.8 / size;
      const shape = shapes[label % shapes.length];
      context.fill(shape);
      if (count < 1000 || view.scale > 3) context.stroke(shape);  // marks have room for an outline
    } else {
      context.strokeStyle = colour(label === -1 ? "--ink" : "--none");
      context.lineWidth = 1.4 / size;
      context.stroke(shapes[0]);
    }
  }

  function choose(n) {
    if (n === chosen) return;
    chosen = n;
    draw();
    if (n < 0) return;
    const preview = vizsla.element("div", "preview");
    const square = plane.preview[n];
    const excerpt = square >= 0 ? plane.excerpts[square] : undefined;
    if (excerpt) {
      preview.className = "excerpt";
      preview.dir = "auto";
      preview.textContent = excerpt;
    } else if (square >= 0 && plane.sheet) {
      const percent = (index, all) => `${all > 1 ? index / (all - 1) * 100 : 0}%`;
      preview.style.backgroundImage = `url("${plane.sheet}")`;
      preview.style.backgroundSize = `${plane.columns * 100}% ${plane.rows * 100}%`;
      preview.style.backgroundPosition =
        `${percent(square % plane.columns, plane.columns)} ${percent(Math.floor(square / plane.columns), plane.rows)}`;
    } else {
      preview.hidden = true;
    }
    const text = vizsla.element("p", "small", null,
      vizsla.element("strong", "", plane.text[n] || "no label"),
      document.createElement("br"), `${plane.id[n]} · ${plane.name[n]}`);
    if (plane.sheet && square < 0) text.append(document.createElement("br"), "(this page holds no preview of it)");
    detail.replaceChildren(preview, text);
  }

  function nearest(x, y, farthest) {
    let [best, least] = [-1, farthest * farthest];
    for (let n = 0; n < count; n++) {
      if (!isShown(n)) continue;
      const [a, b] = position(n);
      const square = (a - x) ** 2 + (b - y) ** 2;
      if (square <= least) [best, least] = [n, square];
    }
    return best;
  }

  // The nearest mark in a direction; the distance to the side counts twice.
  function next(right, down) {
    const [x, y] = position(chosen);
    let [best, least] = [-1, Infinity];
    for (let n = 0; n < count; n++) {
      if (n === chosen || !isShown(n)) continue;
      const [a, b] = position(n);
      const along = (a - x) * right + (b - y) * down;
      const aside = Math.abs((a - x) * down) + Math.abs((b - y) * right);
      if (along > 0.01 && along + 2 * aside < least) [best, least] = [n, along + 2 * aside];
    }
    return best;
  }

  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    if (factor === 0) {
      Object.assign(view, { scale: 1, x: 500, y: 500 });
    } else {
      const scale = Math.max(1, Math.min(40, view.scale * factor));
      const zoomed = unit * scale / view.scale;
      view.x += (x - canvas.clientWidth / 2) * (1 / unit - 1 / zoomed);
      view.y += (y - canvas.clientHeight / 2) * (1 / unit - 1 / zoomed);
      view.scale = scale;
      if (scale === 1) view.x = view.y = 500;
    }
    canvas.style.touchAction = view.scale > 1 ? "none" : "pan-y";
    draw();
  }

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse") choose(nearest(event.offsetX, event.offsetY, 28));
    drag = view.scale > 1 ? { x: event.offsetX, y: event.offsetY } : null;
    if (drag) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag) {
      view.x -= (event.offsetX - drag.x) / unit;
      view.y -= (event.offsetY - drag.y) / unit;
      drag = { x: event.offsetX, y: event.offsetY };
      draw();
    } else if (event.pointerType === "mouse") {
      const found = nearest(event.offsetX, event.offsetY, 16);
      if (found >= 0) choose(found);
    }
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { drag = null; });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;  // the page scrolls
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, event.offsetX, event.offsetY);
  }, { passive: false });
  const middle = () => nearest(canvas.clientWidth / 2, canvas.clientHeight / 2, Infinity);
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      event.preventDefault();
      const found = chosen < 0 || !isShown(chosen) ? middle() : next(...step);
      if (found >= 0) choose(found);
    } else if (event.key === "+" || event.key === "-") {
      const [x, y] = chosen < 0 ? [undefined, undefined] : position(chosen);
      zoom(event.key === "+" ? 1.6 : 0.625, x, y);
    }
  });
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-label]");
    if (toggle) {
      const label = Number(toggle.dataset.label);
      const on = hidden.delete(label);
      if (!on) hidden.add(label);
      toggle.setAttribute("aria-pressed", String(on));
      draw();
    }
    const zoomer = event.target.closest("[data-zoom]");
    if (zoomer) zoom(Number(zoomer.dataset.zoom));
  });
  new ResizeObserver(() => { draw(); if (chosen < 0) choose(middle()); }).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
