# /// attack
# title = "Imports modules for the network and uses what needs none"
# ///
import http.client
import json
import socket
import urllib.parse
import urllib.request


def double(x):
    assert urllib.parse.quote("a b") == "a%20b" and http.client.OK == 200
    return json.loads("2.0") * x
