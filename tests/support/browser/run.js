// Runs those rules of axe that have one of these tags and are asked for. The rules of colour look at the elements that
// bear something new, by its number in `bearers`, and at what these hold; all others look at the whole page.
async ({tags, only, without, colours, fresh}) => {
  const asked = axe.getRules(tags)
    .filter((rule) => !rule.tags.includes("experimental") && !rule.tags.includes("deprecated"))
    .map((rule) => rule.ruleId)
    .filter((rule) => (only.length ? only.includes(rule) : !without.includes(rule)));
  const children = (elements) => elements.flatMap((element) => [...element.children]);
  const bearing = fresh.flatMap((number) => bearers[number]);
  const include = new Set([...bearing, ...children(bearing)]);
  const exclude = children([...include]).filter((element) => !include.has(element));
  const narrow = include.has(document.documentElement) ? document : {include: [...include], exclude};
  const run = async (context, rules) => {
    if (!rules.length) return [];
    return (await axe.run(context, {runOnly: rules, resultTypes: ["violations"]})).violations;
  };
  const ofColour = (rule) => colours.includes(rule);
  return [
    ...await run(document, asked.filter((rule) => !ofColour(rule))),
    ...await run(narrow, asked.filter(ofColour)),
  ];
}
