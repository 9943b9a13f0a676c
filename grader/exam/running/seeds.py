"""What hidden inputs are drawn from: the seed that is kept with the solution, or one given for practice. Trusted side.

Every grade carries a commitment to the secret seed, and some feedback shows an input that was drawn from it: anyone who
can try all seeds of a kind would find it. So a seed that could be guessed is refused.
"""

import hashlib
import hmac
import platform
import string
from math import log2

import numpy as np
from msgspec import Struct

from grader.assignment import Assignment, read_author_text
from grader.errors import AssignmentError, UsageError
from grader.model import Provenance
from grader.version import grader_version

BITS = 128
_DISTINCT = 8
_ALPHABETS = (
    string.digits,
    "0123456789abcdef",
    "0123456789ABCDEF",
    string.ascii_lowercase,
    string.ascii_letters,
    string.ascii_letters + string.digits,
)
_OTHER = 94
_DERIVED = 2 * hashlib.sha256().digest_size
_HOW = (
    "write 32 random hexadecimal digits there, such as python3 -c 'import secrets; print(secrets.token_hex())' prints"
)


class Seed(Struct, frozen=True):
    """A seed; `committed` if it is the secret one or derived from it, so that grades may commit to it."""

    text: str
    committed: bool


def named_generator(seed: Seed, name: str) -> np.random.Generator:
    """The generator for this name: each name has its own."""
    return np.random.default_rng(int.from_bytes(_digest(seed, name)))


def guest_seed(seed: Seed, name: str) -> int:
    """The seed of student code's random numbers in this test or task; nothing else is drawn from it."""
    return int.from_bytes(_digest(seed, f"guest of {name}")[:4])


def _digest(seed: Seed, name: str) -> bytes:
    return hmac.new(seed.text.encode(), name.encode(), hashlib.sha256).digest()


def choose_seed(assignment: Assignment, given: str | None = None) -> Seed:
    """The seed to draw from: the one that was given, or else the secret one.

    Raises:
        UsageError: The one that was given is empty.
        AssignmentError: The secret one is missing or could be guessed.
    """
    if given is None:
        return Seed(secret_seed(assignment), committed=True)
    if not given.strip():
        raise UsageError("--seed is empty: give some text to draw the inputs from, or leave it out.")
    return Seed(given, committed=_is_practice(given, assignment))


def _is_practice(given: str, assignment: Assignment) -> bool:
    """Whether it was derived from the secret seed, which may be missing if another is given."""
    try:
        return len(given) == _DERIVED and given == practice_seed(assignment)
    except AssignmentError:
        return False


def secret_seed(assignment: Assignment) -> str:
    """The seed that is kept with the solution. Raises AssignmentError if it is missing or too short."""
    file = assignment.seed_file
    if not file.is_file():
        raise AssignmentError(f"{file} is missing: {_HOW}, or give --seed for practice.")
    text = read_author_text(file).strip()
    if not text:
        raise AssignmentError(f"{file} is empty: {_HOW}.")
    if max_entropy_bits(text) < BITS:
        raise AssignmentError(f"{file} has a seed that could be guessed, of less than {BITS} bits: {_HOW}.")
    return text


def practice_seed(assignment: Assignment) -> str:
    """A seed for practice, derived from the secret one: inputs drawn from it reveal nothing of the secret one."""
    secret = secret_seed(assignment).encode()
    return hmac.new(secret, f"practice seed of {assignment.slug}".encode(), hashlib.sha256).hexdigest()


def max_entropy_bits(text: str) -> float:
    """An upper bound on the entropy of a text, if drawn at random from characters of its kind."""
    found = set(text)
    if len(found) < _DISTINCT:
        return 0.0
    letters = next((len(alphabet) for alphabet in _ALPHABETS if found <= set(alphabet)), _OTHER)
    return len(text) * log2(letters)


NO_COMMITMENT = "none: the inputs were drawn from --seed, for practice"


def provenance(seed: Seed, slug: str) -> Provenance:
    """The provenance of grades of this assignment in this process."""
    return Provenance(
        grader=grader_version(),
        python=platform.python_version(),
        numpy=np.__version__,
        seed=commitment(seed.text, slug) if seed.committed else NO_COMMITMENT,
    )


def commitment(seed: str, slug: str) -> str:
    """A commitment that fixes the seed before it is published: once it is, anyone can compute the same value.

    The seed is the key, as for the inputs of a test, whose name is the message there; no test is called like this one.
    """
    return "hmac-sha256:" + hmac.new(seed.encode(), f"seed of {slug}".encode(), hashlib.sha256).hexdigest()
