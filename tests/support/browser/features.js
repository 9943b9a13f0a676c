// What axe could judge on this page: each different thing once, as the number of the thing around it and what it is
// itself. A thing is an element by its name, its attributes and the rules of the stylesheet that look at what stands
// beside or in it; then which kinds of children it holds, or each kind alone where the children are words of a program.
// Texts count as there or not there, whatever they say; classes that no rule names do not count. Numbers in ids are left
// out, for html-validate looks at every page for ids that are there twice or lead nowhere. The outermost thing is the
// stylesheet. Which elements bear each thing is left in `bearers`, by the thing's number.
() => {
  const FREE = new Set([
    "alt", "aria-label", "src", "start", "width", "height", "viewBox", "d", "points", "x", "y", "dx", "dy", "x1", "x2",
    "y1", "y2", "cx", "cy", "r", "rx", "transform",
  ]);
  const NUMBERED = new Set(["id", "aria-labelledby", "aria-describedby", "href"]);
  const rulesOf = (holder) => [...holder.cssRules].flatMap((rule) => (rule.cssRules?.length ? rulesOf(rule) : [rule]));
  const selectors = [...document.styleSheets].flatMap(rulesOf)
    .flatMap(({selectorText}) => (selectorText ?? "").split(/,(?![^(]*\))/))
    .map((selector) => selector.replace(/::[a-z-]+/g, "").trim());
  const asking = selectors.filter((selector) => /[+~]|:(has|empty|(first|last|only|nth)-)/.test(selector));
  const named = new Set(selectors.join(" ").match(/(?<=\.)[\w-]+/g));
  const numberless = (text) => text.replace(/\d+/g, "#");
  const styled = (classes) => numberless(classes.split(/\s+/).filter((each) => named.has(each)).sort().join(" "));
  const written = ({name, value}) => {
    if (name === "class") return `class=${styled(value)}`;
    const elsewhere = name === "href" && !value.startsWith("#");
    if (FREE.has(name) || elsewhere) return value.trim() ? name : `${name}=`;
    return `${name}=${NUMBERED.has(name) ? numberless(value) : value}`;
  };
  const kind = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) return `${node.localName} ${styled(node.getAttribute("class") ?? "")}`;
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) return "";
    return /\w/.test(node.data) ? "words" : "signs";
  };
  const numbers = new Map();
  globalThis.bearers = [];
  const number = (around, own, bearer) => {
    const thing = `${around} ${own}`;
    if (!numbers.has(thing)) bearers[numbers.size] = [], numbers.set(thing, numbers.size);
    bearers[numbers.get(thing)].push(bearer);
    return numbers.get(thing);
  };
  const describe = (element, around) => {
    const beside = asking.filter((selector) => element.matches(selector));
    const own = [element.localName, ...[...element.attributes].map(written).sort(), ...beside].join(" ");
    const here = number(around, own, element);
    const kinds = [...new Set([...element.childNodes].map(kind))].filter((each) => each).sort();
    if (element.localName !== "code") number(here, `holds ${kinds.join(", ")}`, element);
    else if (kinds.length) kinds.forEach((each) => number(here, `holds ${each}`, element));
    else number(here, "holds nothing", element);
    for (const child of element.children) describe(child, here);
  };
  const styles = [...document.querySelectorAll("style")].map((style) => style.textContent);
  describe(document.documentElement, number(-1, styles.join("\n"), document.documentElement));
  return JSON.stringify([...numbers.keys()]); // one text crosses to Python faster than hundreds
}
