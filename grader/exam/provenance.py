"""What a grade was made with: versions, and a commitment to the secret seed. Trusted side."""

import hashlib
import hmac
import platform

import numpy as np

from grader.exam.seeds import Seed
from grader.model import Provenance
from grader.version import grader_version

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
