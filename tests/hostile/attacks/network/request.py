# /// attack
# title = "Sends what it knows to a server of its own"
# stopped_at = "jailed"
# ///
import urllib.request

from loot import breach


def attack(*arguments, **keywords):
    try:
        urllib.request.urlopen("http://127.0.0.1:9/?x=1", timeout=0.3)
    except OSError as error:
        if getattr(error.reason, "errno", 0) == 111:
            return breach("reached the network")
        raise
