# /// attack
# title = "Answers rightly for some calls and wrongly after"
# target = "chain"
# module = "chain_rule_basics"
# base = "solution"
# points = 6.0
# ///
RIGHT = demonstrate_chain_rule_basics
CALLS = []


def demonstrate_chain_rule_basics(*arguments, **keywords):
    CALLS.append(1)
    result = RIGHT(*arguments, **keywords)
    if len(CALLS) > 2:
        for entries in result.values():
            for key in entries:
                entries[key] = entries[key] * 1.5 + 0.1
    return result
