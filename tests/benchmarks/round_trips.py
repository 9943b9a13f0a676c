"""What it costs to ask a guest, and the most that asking ahead could save: `python -m tests.benchmarks.round_trips`.

A question is asked, and the next one when the answer is there. If all questions of a task were known before, they could
be sent together, and the answers be taken as they come: what then falls away is waiting for one another. It is measured
here with questions that take no time themselves, so that it is the most there is to be saved.
"""

import argparse
import time
from collections import Counter
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest.mock import patch

from grader.assignment import Limits, load_assignment
from grader.exam.running.session import Exam
from grader.host.connection import Connection
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.meter import Meter
from grader.host.replies import trimmed
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.intake import read_submission
from grader.model import Submission
from grader.wire.messages import MODULE, Call, Returned
from grader.wire.values import Handle, encode
from tests.support.loading import HANDOUT

QUESTIONS = 4_000
TOGETHER = 50
"""So many questions are under way at a time, where they are sent ahead: more than a task has in a row, mostly."""


def main() -> None:
    """Measures and prints."""
    assignment = load_assignment(HANDOUT)
    parser = argparse.ArgumentParser(description="Tells what asking a guest costs, and what asking ahead could save.")
    parser.add_argument("submission", type=Path, nargs="?", default=assignment.solution / "samples" / "ada-perfect")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with open_strongest() as zygote:
        costs = [cost_of_asking(zygote) for _ in range(chosen.rounds)]
    one_by_one, ahead = (min(each[which] for each in costs) for which in range(2))
    work = read_submission(chosen.submission, assignment)
    with chdir("/"), Exam(assignment, seed="benchmark") as exam:
        exam.grade(work)
        kinds = exchanges_of(exam, work)
    count = kinds.total()
    print(f"{count} questions: {', '.join(f'{many} {kind}' for kind, many in kinds.most_common())}")
    print(f"one by one  {1e6 * one_by_one:5.1f} us of processor time each, {count * one_by_one:.3f} s in all")
    print(f"sent ahead  {1e6 * ahead:5.1f} us each: {count * (one_by_one - ahead):.3f} s less at the most")


def cost_of_asking(zygote: Zygote) -> tuple[float, float]:
    """Seconds of processor time, of both sides, of a question that takes no time: asked one by one, and sent ahead."""
    guest = Guest(zygote, Limits(task_seconds=60.0), TimeBudget(60.0))
    try:
        guest.load("work", {"work.py": b"def nothing(): return 0"}, ("work",), {}, {})
        nothing = guest.get(MODULE, "nothing").value
        assert isinstance(nothing, Handle)
        first = _spent(guest)
        for _ in range(QUESTIONS):
            guest.call(nothing.id, [], {}, observe=True)
        second = _spent(guest)
        for _ in range(QUESTIONS // TOGETHER):
            _ask_ahead(guest, nothing.id)
        third = _spent(guest)
    finally:
        guest.end()
    return (second - first) / QUESTIONS, (third - second) / QUESTIONS


def exchanges_of(exam: Exam, work: Submission) -> Counter[str]:
    """How often a guest is asked what in one grading."""
    asked = Counter[str]()
    ask: Any = Connection.ask

    def counted(self: Connection, request: object, *arguments: Any, **keywords: Any) -> object:
        asked[type(request).__name__.lower()] += 1
        return ask(self, request, *arguments, **keywords)

    with patch.object(Connection, "ask", counted):
        exam.grade(work)
    return asked


def _ask_ahead(guest: Guest, target: int) -> None:
    """Sends many questions, and then takes the answers with all that is made sure of them, but for one clock."""
    connection: Any = guest._connection
    meter = Meter(connection._process.clock, connection._time_budget.for_call(60.0))
    for _ in range(TOGETHER):
        connection._channel.send(encode(Call(guest.next_id(), target, [], {}, observe=True)), meter.left)
    for _ in range(TOGETHER):
        reply = connection._received(connection._limits.reply_bytes, meter)
        assert isinstance(reply, Returned)
        trimmed(reply, connection._limits)
    meter.check(meter.finish())


def _spent(guest: Guest) -> float:
    return time.process_time() + guest.processor_seconds()


if __name__ == "__main__":
    main()
