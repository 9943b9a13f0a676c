"use strict";
// Lines of the table of scores are picked out by words and by marks; without a script all of them are there.
// Of many that come back, those at the top are there at once, and the rest in the next frames.
const BACK_AT_ONCE = 30;
const finder = document.querySelector(".finder");
if (finder) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const body = document.querySelector("table.scores").tBodies[0];
  const lines = [...body.rows].map((row) => ({
    row,
    marks: new Set(row.dataset.marks.split(" ")),
    words: plain([...row.cells[0].querySelectorAll("bdi")].map((each) => each.textContent).join(" ")),
  }));
  const search = finder.querySelector("[type=search]");
  const selects = [...finder.querySelectorAll("select")];
  const boxes = [...finder.querySelectorAll("[type=checkbox]")];
  const found = finder.querySelector("output");
  const makeButton = (text, place, action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", action);
    place.append(button);
    return button;
  };
  let next = 0;
  const bringBack = (rows) => {
    for (const row of rows.slice(0, BACK_AT_ONCE)) row.hidden = false;
    const left = rows.slice(BACK_AT_ONCE);
    if (left.length) next = requestAnimationFrame(() => bringBack(left));
  };
  let message = ""; // the mark of one, which no control has
  const apply = () => {
    const chosen = [...selects, ...boxes.filter((box) => box.checked)].map((each) => each.value);
    const wanted = [...chosen, message].filter(Boolean);
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const fitting = new Set();
    for (const line of lines) {
      const fits = wanted.every((mark) => line.marks.has(mark)) && words.every((word) => line.words.includes(word));
      if (fits) fitting.add(line.row);
      else line.row.hidden = true;
    }
    cancelAnimationFrame(next);
    const inOrder = new Set([...body.rows, ...fitting]); // while they are sorted, some are not in the table
    bringBack([...inOrder].filter((row) => row.hidden && fitting.has(row)));
    const all = fitting.size === lines.length;
    found.textContent = all ? "" : `${fitting.size} of ${lines.length} shown${message ? ", by a message" : ""}`;
    everybody.hidden = all;
  };
  const clear = () => {
    search.value = message = "";
    for (const select of selects) select.value = "";
    for (const box of boxes) box.checked = false;
  };
  const everybody = makeButton("Show all", finder, () => {
    clear();
    apply();
    search.focus();
  });
  // What is said of some of the class elsewhere on the page leads to their lines.
  const pick = (mark) => {
    clear();
    const control = [...finder.querySelectorAll("option, [type=checkbox]")].find((each) => each.value === mark);
    const select = control?.closest("select");
    if (select) select.value = mark;
    else if (control) control.checked = true;
    else message = mark;
    apply();
    (select ?? control ?? search).focus();
  };
  for (const part of document.querySelectorAll("[data-mark]")) {
    if (part.matches("rect")) part.addEventListener("click", () => pick(part.dataset.mark));
    else makeButton("In the table", part, () => pick(part.dataset.mark));
  }
  finder.addEventListener("input", apply);
  finder.hidden = false;
  apply();
}
