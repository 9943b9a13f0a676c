"""Clones of Git repositories: from GitHub Classroom, Classroom 50, or made by hand. Trusted side; runs no Git.

A folder for each student or team, `assignment-login`, usually in a folder `assignment-submissions`. The files of Git,
GitHub and the handout are beside the work.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.tree import Tree

_SUBMISSIONS = "-submissions"
_SEVERAL = 2


class GitHubSource:
    """The format of clones."""

    name = "github"
    title = "Git clones"

    def recognises(self, tree: Tree) -> bool:
        """Whether most of the folders are checkouts."""
        cloned = [folder for folder in tree.top_folders if folder in tree.repositories]
        return bool(cloned) and 2 * len(cloned) >= len(tree.top_folders)

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each repository."""
        prefix = _prefix(tree.top_folders, tree.name, tree.assignment.slug)
        hand_ins = {folder: HandInTime(at=tree.commit_time(folder)) for folder in tree.top_folders}
        for path in (*tree.files, *tree.top_folders):
            folder, _, file = path.partition("/")
            if folder in tree.top_folders:
                login = folder.removeprefix(prefix) or folder
                who = Student(login=login)
                yield path, FileOwner(key=folder, who=who, called=login, file=file, hand_in=hand_ins[folder])


def _prefix(folders: Sequence[str], name: str, slug: str) -> str:
    """The prefix of the login: the assignment's name, if it appears, or the common prefix of all folders."""
    known = [slug, slug.replace("_", "-")]
    if name.endswith(_SUBMISSIONS):
        known.insert(0, name.removesuffix(_SUBMISSIONS))
    for each in known:
        if folders and all(folder.startswith(f"{each}-") for folder in folders):
            return f"{each}-"
    words = [folder.split("-") for folder in folders] if len(folders) >= _SEVERAL else []
    common = takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))
    return "".join(f"{column[0]}-" for column in common)
