
"use strict";
// Each heading of a sortable table becomes a button; words go up first, numbers down. Without a script it is a table.
// Of a long table what is in view is put in place at once, and the rest in the next frames: nobody waits for it.
const AT_ONCE = 30;
const order = new Intl.Collator("en", {numeric: true, sensitivity: "base"});
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const valueOf = (row, column, isNumber) => {
    const text = row.cells[column].textContent.trim();
    return isNumber ? Number.parseFloat(text) : text;
  };
  const compare = (a, b, isNumber) => {
    if (!isNumber) return order.compare(a, b);
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
    return a - b;
  };
  let next = 0;
  const put = (rows, count) => {
    body.append(...rows.slice(0, count));
    const left = rows.slice(count);
    if (left.length) next = requestAnimationFrame(() => put(left, AT_ONCE));
    else table.parentNode.style.minHeight = "";
  };
  const arrange = (rows) => {
    cancelAnimationFrame(next);
    const height = body.offsetHeight / rows.length || 1;
    const inView = Math.ceil((innerHeight - body.getBoundingClientRect().top) / height);
    table.parentNode.style.minHeight = `${table.parentNode.offsetHeight}px`; // so that nothing below jumps
    body.replaceChildren();
    put(rows, Math.max(AT_ONCE, inView));
  };
  let sorted = [...body.rows];
  headings.forEach((heading, column) => {
    const isNumber = heading.hasAttribute("data-number");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const was = heading.getAttribute("aria-sort");
      const down = was ? was === "ascending" : isNumber;
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = sorted.map((row) => [valueOf(row, column, isNumber), row]);
      rows.sort(([a], [b]) => {
        const up = compare(a, b, isNumber);
        return down && !(isNumber && (Number.isNaN(a) || Number.isNaN(b))) ? -up : up;
      });
      sorted = rows.map(([, row]) => row);
      arrange(sorted);
    });
  });
}
