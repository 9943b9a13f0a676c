"""The first step of the command: starts Python again so that nothing of the current folder is imported. Trusted side.

It imports only modules that every Python has already loaded: the current folder may be one with submissions, and any
other import might find a student's file.
"""

import os
import sys

NAMES = frozenset(
    {
        *("HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "XDG_CACHE_HOME"),
        *("LANG", "LANGUAGE", "TERM", "COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"),
        *("TTY_INTERACTIVE", "CI"),
        # Set by the runner of Classroom 50.
        *("CLASSROOM", "ASSIGNMENT", "ASSIGNMENT_TYPE", "OWNER", "USERNAME", "SUBMISSION_TAG", "COMMIT_URL"),
        *("RELEASE_URL", "REVIEW_URL"),
    }
)
PREFIXES = ("LC_", "CI_", "GITHUB_", "RUNNER_", "GITLAB_", "CLASSROOM50_")
"""The variables that the command reads, and those that the machine needs. None of them affects Python, pytest or
Matplotlib."""
HANDS_IN = "submit"
FOR_GIT = frozenset(
    {
        *("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH"),
        *("SSH_AUTH_SOCK", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"),
    }
)
"""With these, git reaches a server and identifies the student: only for the command that hands in, which runs none of a
student's code. A proxy's address may contain a password."""
PATHS = frozenset({"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"})
"""Lists of folders, of which only absolute ones are kept: an empty entry means the current folder."""

COLLECT_AFTER = 20_000
"""New objects before garbage is collected. Importing a command's modules makes a hundred thousand, none of it garbage:
to look at them after each 700 takes a twentieth of the time of a short command."""
WRONG_USAGE = 2
HELP = frozenset({"--help", "-h", "--version"})
NO_FORK = (
    "grader: student code runs in processes that this system cannot fork. On Windows install WSL 2, with "
    "`wsl --install`, and use grader there.\n"
)
LAUNCH = "import sys; sys.path.append(sys.argv.pop(1)); from grader.start import main; main()"
"""The folder with the package comes last on the path: it is needed only if the package is not installed."""


def main() -> None:
    """The entry point of the command `grader`."""
    if hasattr(os, "fork"):
        if not sys.flags.isolated:
            _start_again()
    elif sys.argv[1:] and not HELP & set(sys.argv):
        sys.stderr.write(NO_FORK)
        sys.exit(WRONG_USAGE)
    import gc  # noqa: PLC0415 # an import before the restart is what must not be

    gc.set_threshold(COLLECT_AFTER)
    from grader.cli import main as run  # noqa: PLC0415 # likewise

    run()


def environment(given: "dict[str, str] | os._Environ[str]", command: str = "") -> dict[str, str]:
    """The part of a person's environment that is kept: nothing else reaches the command or its processes."""
    names = NAMES | FOR_GIT if command == HANDS_IN else NAMES
    kept = {name: value for name, value in given.items() if name in names or name.startswith(PREFIXES)}
    for name in PATHS & set(given):
        kept[name] = os.pathsep.join(entry for entry in given[name].split(os.pathsep) if os.path.isabs(entry))  # noqa: PTH117 # pathlib is not loaded yet
    return kept


def _leads_here(path: str, home: str) -> bool:
    """Whether one of these folders is the current one or inside it, and is not the grader's own."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 # likewise
    folders = [os.path.abspath(entry) for entry in path.split(os.pathsep)] if path else []  # noqa: PTH100 # likewise
    return any(os.path.join(folder, "").startswith(here) and folder != home for folder in folders)  # noqa: PTH118 # likewise


def _start_again() -> None:
    """Replaces this process by the same command, without PYTHON variables and the current folder on the path."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 # likewise
    if _leads_here(os.environ.get("PYTHONPATH", ""), home):
        sys.stderr.write(
            "grader: PYTHONPATH leads Python into the current folder, whose files may be students': unset it.\n"
        )
        sys.exit(WRONG_USAGE)
    command = [sys.executable, "-I", "-X", "utf8", "-c", LAUNCH, home, *sys.argv[1:]]
    kept = environment(os.environ, sys.argv[1] if sys.argv[1:] else "")
    os.execve(sys.executable, command, kept)  # noqa: S606 # our own interpreter and module
