// Filters the changes. Without it everything is there to be read.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const status = form.querySelector("output");
  const causes = Array.from(document.querySelectorAll(".cause"), (node) => ({ node, text: null }));
  const rows = Array.from(document.querySelectorAll("[data-cause]"));
  const operations = Array.from(document.querySelectorAll(".operations > li"));
  const shown = new Set();

  const textOf = (cause) => (cause.text ??= cause.node.textContent.toLowerCase());

  const isWanted = (cause, levels, area, impact, words) => {
    const data = cause.node.dataset;
    return levels.has(data.level)
      && (!area || data.areas.includes(` ${area} `))
      && (!impact || data.impact === impact)
      && words.every((word) => textOf(cause).includes(word));
  };

  const apply = () => {
    const given = new FormData(form);
    const levels = new Set(given.getAll("level"));
    const words = given.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    shown.clear();
    for (const cause of causes) {
      const wanted = isWanted(cause, levels, given.get("area"), given.get("impact"), words);
      if (cause.node.hidden === wanted) cause.node.hidden = !wanted;
      if (wanted) shown.add(cause.node.id);
    }
    for (const row of rows) {
      const wanted = shown.has(row.dataset.cause);
      if (row.hidden === wanted) row.hidden = !wanted;
    }
    for (const operation of operations) {
      operation.hidden = !operation.querySelector("[data-cause]:not([hidden])");
    }
    const numbers = [shown.size, causes.length].map((number) => number.toLocaleString("en"));
    status.value = `${numbers[0]} of ${numbers[1]} changes shown`;
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };

  form.addEventListener("input", soon);
  form.addEventListener("reset", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
})();
