# /// attack
# title = "Stops all clocks, so that no time seems to pass"
# endings = ["timed_out"]
# ///
import time

REAL = time.sleep
for name in ("time", "monotonic", "perf_counter", "process_time", "time_ns", "monotonic_ns"):
    setattr(time, name, lambda: 0)


def attack(*arguments, **keywords):
    REAL(30)
