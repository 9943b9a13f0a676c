"""Runs a notebook of a handout in the kernel of a Python of its own and prints what its last cell shows.

`python -m tests.environments.last_cell NOTEBOOK PYTHON`. It needs nbclient, and the other Python ipykernel.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient

SECONDS = 300


def last_cell(file: Path, python: Path, environment: Mapping[str, str]) -> str:
    """The text that the last cell shows, which checks, after all others ran."""
    notebook: Any = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call] # nbformat types only some
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(file.parent)}})
    manager: Any = client.create_kernel_manager()
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager._kernel_spec = KernelSpec(argv=command, language="python")
    client.execute(env=dict(environment))
    last = notebook.cells[-1]
    if last.id != "check":
        raise ValueError(f"The last cell of {file.name} does not check.")
    return "".join(output.get("text", "") for output in last.outputs)


if __name__ == "__main__":
    print(last_cell(Path(sys.argv[1]), Path(sys.argv[2]), os.environ))
