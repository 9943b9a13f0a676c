# /// attack
# title = "Uses more processor time than wall time, with threads in a library"
# endings = ["timed_out", "raised"]
# ///
import hashlib
import threading


def attack(*arguments, **keywords):
    for _ in range(8):
        threading.Thread(target=hashlib.pbkdf2_hmac, args=("sha512", b"x", b"y", 10**9), daemon=True).start()
    hashlib.pbkdf2_hmac("sha512", b"x", b"y", 10**9)
