# /// attack
# title = "Tries to download its data and computes without"
# ///
import urllib.request


def double(x):
    try:
        urllib.request.urlopen("http://127.0.0.1:9/factor", timeout=0.2)
    except OSError:
        return 2.0 * x
    return None
