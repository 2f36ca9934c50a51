"use strict";
{
  const data = vizsla.data("data");

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (!opener) return;
    const list = data.lists[opener.dataset.open];
    vizsla.showGallery(list.title, list.note, list.images.map((number) => data.images[number]));
  });

  const slider = document.getElementById("slider");
  const update = () => {
    const [count, right, low, high] = data.curve[slider.value];
    const share = (part, whole) => `${Math.round((100 * part) / whole)} %`;
    document.getElementById("slider-value").textContent = (slider.value / 100).toFixed(2);
    const precision = count
      ? `, and ${right} of those right (${share(right, count)}; 95 % interval ` +
        `${Math.floor(100 * low)} % to ${Math.ceil(100 * high)} %).`
      : ".";
    document.getElementById("slider-text").textContent =
      `${count} of ${data.examples} answers would be sure (${share(count, data.examples)})` + precision;
    const mark = document.getElementById("mark");
    if (mark) {
      const share = slider.value / 100;
      const x = Number(mark.dataset.start) + share * Number(mark.dataset.length);
      mark.setAttribute("transform", `translate(${x} 0)`);
      const text = mark.querySelector("text");
      text.textContent = share.toFixed(2);
      text.setAttribute("x", share < 0.7 ? 6 : -6);
      text.setAttribute("text-anchor", share < 0.7 ? "start" : "end");
    }
  };
  slider.addEventListener("input", update);
  update();
}
