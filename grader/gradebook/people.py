"""Which student an instructor means: by id, name, login, address or number. Trusted side; pure."""

from collections.abc import Iterator, Mapping

from grader.errors import UsageError
from grader.gradebook.store.reading import ClassMember
from grader.sanitize import listed, quoted


def find_student(said: str, submissions: Mapping[str, object], roster: Mapping[str, ClassMember]) -> str:
    """The id of the one submission that is meant.

    Raises:
        UsageError: It fits nobody, or several.
    """
    if said in submissions:
        return said
    wanted = said.strip().casefold()
    found = [name for name in submissions if wanted in _keys(name, roster.get(name))]
    if not found:
        found = [name for name in submissions if wanted and _begins(wanted, name, roster.get(name))]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{quoted(said)} may be any of {listed(found)}: give one of these.")
    raise UsageError(
        f"Nobody with a submission is called {quoted(said)}: give what the results are called, such as "
        f"{listed(sorted(submissions)[:3])}, or a name, login, address or number."
    )


def _keys(submission: str, member: ClassMember | None) -> Iterator[str]:
    yield submission.casefold()
    if member is not None:
        who = member.student
        yield from (key.casefold() for key in (who.name, who.login, who.email, who.number) if key)


def _begins(wanted: str, submission: str, member: ClassMember | None) -> bool:
    """Whether it is a word of the name: `Ada` is Ada Lovelace if there is no other."""
    name = member.student.name if member is not None else ""
    return submission.casefold().startswith(wanted) or wanted in name.casefold().split()
