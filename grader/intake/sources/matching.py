"""Finds students on a roster by the names that a platform gives them. Trusted side; pure. Nothing is guessed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from grader.intake.sources.records import FileOwner, Student

_UNLIKE = re.compile(r"[^\w]+|_")


class MatchedStudent(Struct, frozen=True):
    """The student who owns a file, completed from the roster, with the line on it, or -1."""

    student: Student
    line: int = -1


class Matcher:
    """Finds the students of a roster.

    Args:
        roster: The students; may be none.
        by_words: Whether a name may be among other words, as in file names that people chose.
        own_logins: Whether people chose their logins, so that one may look like somebody else's address.
    """

    def __init__(self, roster: Sequence[Student], *, by_words: bool = False, own_logins: bool = False) -> None:
        self._roster = roster
        self._own_logins = own_logins
        self._by_words = by_words
        lines = list(enumerate(roster))
        self._numbers = _index((student.number.casefold(), line) for line, student in lines)
        self._logins = _index((student.login.casefold(), line) for line, student in lines)
        self._emails = _index((student.email.casefold(), line) for line, student in lines)
        self._local = _index((student.email.partition("@")[0].casefold(), line) for line, student in lines)
        self._names = _index((form, line) for line, student in lines for form in _forms(student.name))
        self._groups: defaultdict[str, list[int]] = defaultdict(list)
        for line, student in lines:
            if group := _plain(student.group):  # platforms write `-` for none
                self._groups[group].append(line)

    def members(self, owner: FileOwner) -> Sequence[MatchedStudent]:
        """The student who owns a file, or each member of a group that hands in together."""
        who = owner.who
        if self._own_logins and who.login.casefold() in self._logins:
            known = self._logins[who.login.casefold()]
            return [MatchedStudent(_merged(who, self._roster[known]), known)]
        for called in map(_plain, (who.name, who.login, owner.called)):
            if called in self._groups and called not in self._names:
                return [MatchedStudent(self._roster[line], line) for line in self._groups[called]]
        line = self._line(who, owner.called)
        return [MatchedStudent(who) if line is None else MatchedStudent(_merged(who, self._roster[line]), line)]

    def _line(self, who: Student, called: str) -> int | None:
        """The line of a student: by number if the names do not contradict it, by login, address or name."""
        numbered = self._numbers.get(who.number.casefold())
        if numbered is not None and _agree(who.name, self._roster[numbered].name):
            return numbered
        keys = [(who.login, self._logins), (who.email, self._emails)]
        if not self._own_logins:
            keys.append((who.login, self._local))
        for key, index in keys:
            if key.casefold() in index:
                return index[key.casefold()]
        return self._named(who.name or ("" if who.number else called))

    def _named(self, name: str) -> int | None:
        """By the whole name, or by a file name that somebody chose by hand."""
        if _plain(name) in self._names:
            return self._names[_plain(name)]
        if not self._by_words:
            return None
        for index in (self._logins, self._emails, self._local, self._numbers):
            if name.casefold() in index:
                return index[name.casefold()]
        words = set(_words(name))
        fitting = [line for line, student in enumerate(self._roster) if _is_named(student, words)]
        return fitting[0] if len(fitting) == 1 else None


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What identifies a line -> the line; without what is ambiguous."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for key, line in pairs:
        found[key].add(line)
    return {key: min(lines) for key, lines in found.items() if key and len(lines) == 1}


def _agree(name: str, known: str) -> bool:
    return not name or not known or not _forms(name).isdisjoint(_forms(known))


def _is_named(student: Student, words: set[str]) -> bool:
    name = _words(student.name)
    by_login = bool(student.login) and student.login.casefold() in words
    return (len(name) > 1 and words.issuperset(name)) or by_login


def _forms(name: str) -> set[str]:
    """A name as one word, starting with each of its words in turn: platforms write the last name first."""
    words = _words(name)
    return {"".join(words[turn:] + words[:turn]) for turn in range(len(words))}


def _words(name: str) -> list[str]:
    return [word for word in _UNLIKE.sub(" ", unicodedata.normalize("NFC", name).casefold()).split(" ") if word]


def _plain(name: str) -> str:
    return "".join(_words(name))


def _merged(who: Student, known: Student) -> Student:
    """The platform's data, completed from the roster; the name is the roster's, which is written for people."""
    return Student(
        name=known.name or who.name,
        number=who.number or known.number,
        login=who.login or known.login,
        email=who.email or known.email,
        group=who.group or known.group,
        section=who.section or known.section,
    )
