"""What every guest needs is in the zygote, where it is imported once, and not in each guest anew."""

import os
import subprocess
import sys

_BEGIN = """
import os, pathlib, socket, sys
from grader.guest import loader, zygote
from grader.guest.callbacks import Callbacks
from grader.guest.server import _Session
from grader.wire.frames import Channel
from grader.wire.messages import MODULE, Call, Get, Load
from grader.wire.packing import pack
from grader.wire.values import encode
import numpy as np

before = set(sys.modules)
os.chdir(sys.argv[1])
session = _Session(Callbacks(Channel(socket.socket())))
session.start(pathlib.Path.cwd())
files = {"own.py": b"import numpy as np\\ndef draw(x): return np.random.default_rng().normal(size=x.size)\\n"}
array = pack(np.ones(3), lambda thing, note: None)
for request in (
    Load(id=1, module="own", files=files, own=("own",), unavailable={}, stand_ins={}, output_bytes=9, sought=()),
    Get(2, MODULE, "draw"),
    Call(3, MODULE + 1, [array], {}, observe=True),
):
    answer = encode(session.answer(request))
    assert b"raised" not in answer, answer
sys.__stdout__.write(" ".join(sorted(set(sys.modules) - before)))
"""


def test_a_guest_imports_nothing_but_the_students_module(tmp_path: os.PathLike[str]) -> None:
    command = [sys.executable, "-c", _BEGIN, os.fspath(tmp_path)]
    environment = {"OPENBLAS_NUM_THREADS": "1", "PATH": os.defpath, "MPLBACKEND": "Agg"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "own"
