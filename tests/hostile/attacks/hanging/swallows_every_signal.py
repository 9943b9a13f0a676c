# /// attack
# title = "Ignores every signal and swallows every exception"
# endings = ["timed_out"]
# ///
import signal


def attack(*arguments, **keywords):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
