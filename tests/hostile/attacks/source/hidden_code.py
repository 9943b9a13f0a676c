# /// attack
# title = "Runs what it hides in base64, marshal and compressed bytes"
# endings = ["returned"]
# ///
import base64
import marshal
import zlib

CODE = base64.b64encode(zlib.compress(marshal.dumps(compile("answer = 3 * x", "hidden", "exec"))))


def attack(x):
    names = {"x": x}
    exec(marshal.loads(zlib.decompress(base64.b64decode(CODE))), names)
    return names["answer"]
