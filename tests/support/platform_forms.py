"""How each platform names the files of a student, as documented; written independently of the code that reads it."""

import json
from collections.abc import Callable, Mapping

from msgspec import Struct

Files = dict[str, bytes]


class Person(Struct, frozen=True):
    """A student: names, and the numbers and login that platforms have for them."""

    first: str
    last: str
    number: int
    login: str

    @property
    def full(self) -> str:
        """The name as people write it."""
        return f"{self.first} {self.last}"


def canvas(who: Person, work: Mapping[str, bytes], *, late: bool = False, again: int = 0) -> Files:
    """Flat; the sortable name in small letters without what is no letter, digit or underscore."""
    name = "".join(char for char in f"{who.last}, {who.first}".lower() if char.isalnum() or char in "_-")
    suffix = f"-{again}" if again else ""
    found = {}
    for index, (path, content) in enumerate(work.items()):
        stem, dot, call_status = path.rpartition(".")
        shown = f"{stem}{suffix}{dot}{call_status}"
        found[f"{name}{'_LATE' * late}_{who.number}_{88 * who.number + index}_{shown}"] = content
    return found


def moodle(who: Person, work: Mapping[str, bytes], call_status: str = "") -> Files:
    """A folder for each, with `_` at its end in older releases."""
    return {
        f"{who.full}_{who.number}_assignsubmission_file{call_status}/{path}": content for path, content in work.items()
    }


def moodle_flat(who: Person, work: Mapping[str, bytes]) -> Files:
    """The option without folders."""
    return {f"{who.full}_{who.number}_assignsubmission_file_{path}": content for path, content in work.items()}


def blackboard(who: Person, work: Mapping[str, bytes], time: str = "2026-03-03-23-59-01") -> Files:
    """Flat, with a text for each attempt."""
    stem = f"gradebook_2026_CS-101_Home_work2_{who.login}_attempt_{time}"
    told = [f"Name: {who.full} ({who.login})", "Assignment: Home_work2", f"Date Submitted: {time}", "Files:"]
    for path in work:
        told += [f"\tOriginal filename: {path}", f"\tFilename: {stem}_{path}"]
    return {f"{stem}.txt": "\n".join(told).encode()} | {f"{stem}_{path}": content for path, content in work.items()}


def brightspace(who: Person, work: Mapping[str, bytes], time: str = "Mar 3, 2026 1159 PM") -> Files:
    """A folder for each attempt; the second number is the assignment's."""
    folder = f"{who.number}-7788 - {who.full} - {time}"
    return {"index.html": b"<html></html>"} | {f"{folder}/{path}": content for path, content in work.items()}


def gradescope(who: Person, work: Mapping[str, bytes]) -> Files:
    """Without the metadata, which are one file for all."""
    return {f"assignment_99_export/submission_{who.number}/{path}": content for path, content in work.items()}


def gradescope_metadata(groups: Mapping[int, list[Person]]) -> Files:
    """Keys as Ruby writes its symbols; texts quoted as JSON, which YAML takes."""
    lines = ["---"]
    for number, people in groups.items():
        lines += [f"submission_{number}:", "  :submitters:"]
        for who in people:
            lines += [f"  - :name: {json.dumps(who.full)}", f"    :sid: {json.dumps(who.login)}"]
            lines += [f"    :email: {json.dumps(f'{who.login}@example.org')}"]
        lines += ["  :created_at: 2026-03-03 23:59:01.123456789 Z", "  :score: 1.0", "  :results: {tests: []}"]
    return {"assignment_99_export/submission_metadata.yml": "\n".join(lines).encode()}


def sakai(who: Person, work: Mapping[str, bytes]) -> Files:
    """A folder for the assignment, and in it one for each student."""
    folder = f"Home work 2/{who.last}, {who.first}({who.login})"
    own = {f"{folder}/Submission attachment(s)/{path}": content for path, content in work.items()}
    texts = {f"{folder}/{name}": b"" for name in ("comments.txt", "feedbackText.html")}
    return {
        "Home work 2/grades.csv": b'"Home work 2","Points"\n',
        f"{folder}/timestamp.txt": b"20260303235901123",
        **texts,
        **own,
    }


def nbgrader(who: Person, work: Mapping[str, bytes], assignment: str = "tiny") -> Files:
    """A folder for each student, and in it one for each assignment."""
    folder = f"submitted/{who.login}/{assignment}"
    times = {f"{folder}/timestamp.txt": b"2026-03-03 23:59:01.123456 UTC"}
    return times | {f"{folder}/{path}": content for path, content in work.items()}


def github(who: Person, work: Mapping[str, bytes]) -> Files:
    """Clones, in the folder that GitHub's tool makes."""
    folder = f"home-work-2-submissions/home-work-2-{who.login}"
    git = {f"{folder}/.git/HEAD": b"ref: refs/heads/main\n", f"{folder}/.github/workflows/ci.yml": b"on: push\n"}
    return git | {f"{folder}/README.md": b"# Read\n"} | {f"{folder}/{path}": content for path, content in work.items()}


def folders(who: Person, work: Mapping[str, bytes]) -> Files:
    """No platform: a folder for each, with a folder in it."""
    return {f"{who.last} {who.first}/src/{path}": content for path, content in work.items()}


def prefixed(who: Person, work: Mapping[str, bytes]) -> Files:
    """No platform: modules side by side."""
    return {f"{who.login}_{path}": content for path, content in work.items()}


Build = Callable[[Person, Mapping[str, bytes]], Files]
BUILDERS: Mapping[str, Build] = {
    "canvas": canvas,
    "moodle": moodle,
    "moodle_flat": moodle_flat,
    "blackboard": blackboard,
    "brightspace": brightspace,
    "gradescope": gradescope,
    "sakai": sakai,
    "nbgrader": nbgrader,
    "github": github,
    "folders": folders,
    "prefixed": prefixed,
}
TITLES: Mapping[str, str] = {
    "canvas": "Canvas download",
    "moodle": "Moodle download",
    "moodle_flat": "Moodle download",
    "blackboard": "Blackboard download",
    "brightspace": "Brightspace download",
    "gradescope": "Gradescope export",
    "sakai": "Sakai download",
    "nbgrader": "nbgrader course",
    "github": "Git clones",
    "folders": "Class folder",
    "prefixed": "Folder of modules",
}

ADA = Person("Ada", "Lovelace", 1001, "al001")
BEN = Person("Ben", "Bitdiddle", 1002, "bb_002")
EVERYBODY = (
    ADA,
    BEN,
    Person("Jürgen", "Müller", 1003, "jm-003"),
    Person("小龙", "李", 1004, "lx004"),
    Person("Grace", "O'Hopper-Murray", 1005, "gh005"),
    Person("=1+1", "@SUM", 1006, "eq006"),
    Person("Noah", "\u202eevil", 1007, "rl007"),
    Person("CON", "nul", 1008, "con"),
    Person("Zoë", "index.html", 1009, "zo009"),
    Person("Ada", "Lovelace", 1010, "al010"),
    Person("A" * 60, "B" * 60, 1011, "ab011"),
    Person("e\u0301va", "[red]<b>", 1012, "ev012"),
)
"""With names that are alike, long, in other scripts, formulas, markup, or nobody's to have on some system."""
