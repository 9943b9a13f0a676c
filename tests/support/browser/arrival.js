// Unfolds all that folds, and tells what is asked of every page, for it depends on what the texts are and how long:
// whether something of a payload ran, how much the page is too wide, and what is hard to reach, which are targets of a
// finger that are small and near to others (WCAG 2.2, 2.5.8) and what scrolls without a keyboard (2.1.1).
() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const LEAST = 24;
  const shown = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
  const targets = [...document.querySelectorAll("a[href], summary, button")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip"))
    .map((element) => ({element, box: element.getBoundingClientRect()}));
  // A link within a sentence is as high as its line.
  const inSentence = ({element}) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.parentElement.closest("p, li, dd, td, th, h1, h2, h3") ?? element.parentElement;
    const linked = [...block.querySelectorAll("a[href]")].reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return block.textContent.trim().length > 2 * linked;
  };
  const isSmall = ({box}) => box.width < LEAST || box.height < LEAST;
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const outside = (value, low, high) => Math.max(low - value, 0, value - high);
  const near = (one, other) => {
    const [x, y] = middle(one.box);
    if (isSmall(other)) return Math.hypot(x - middle(other.box)[0], y - middle(other.box)[1]) < LEAST;
    const {left, right, top, bottom} = other.box;
    return Math.hypot(outside(x, left, right), outside(y, top, bottom)) < LEAST / 2;
  };
  const small = targets.filter((target) => isSmall(target) && !inSentence(target));
  const crowded = small.filter((one) => targets.some((other) => other !== one && near(one, other)));
  const stuck = [...document.querySelectorAll("body *")].filter((element) =>
    element.scrollWidth > element.clientWidth + 1 && element.tabIndex < 0
    && ["auto", "scroll"].includes(getComputedStyle(element).overflowX));
  return [
    "pwned" in window,
    document.documentElement.scrollWidth - window.innerWidth,
    [
      ...crowded.map(({element}) => `crowded: ${shown(element)}`),
      ...stuck.map((element) => `scrolls: ${element.localName} ${shown(element)}`),
    ],
  ];
}
