# /// attack
# title = "Writes an answer by hand: it raised in a file, line and source that are the hidden input"
# ///
from grader.guest import answers
from grader.wire.messages import TracebackFrame

def attack(x):
    answers.frames_of = lambda *_: [TracebackFrame(f"{x}", int("9876" "5"), f"{x}", f"{x}")]
    raise ValueError
