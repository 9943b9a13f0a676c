"""Automatic mutants of a module, each with one operator, number, word or step changed. Trusted side; runs none.

The only module that knows cosmic-ray. Only its generator is used: mutants are graded as submissions, so that they face
the tests under the same conditions as students' code.
"""

import ast
import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from msgspec import Struct

from grader.audit.edits import Rewrite, SourceText
from grader.audit.expressions import expression_rewrites
from grader.audit.literals import literal_rewrites
from grader.audit.rewrites import rewrites_of
from grader.audit.statements import statement_rewrites
from grader.errors import UsageError

NEEDS_ARGUMENTS = frozenset({"core/VariableReplacer", "core/VariableInserter"})
"""These need names of variables and make random choices: no two audits would be the same."""
CONTEXT = 2


class Mutant(Struct, frozen=True):
    """A changed module.

    Attributes:
        operator: The kind of change, as named by the generator.
        line: The first changed line.
        source: The whole changed module.
        removed: The removed lines, stripped.
        added: The lines that replace them, stripped.
        diff: Both with context, as a unified diff.
    """

    operator: str
    line: int
    source: str
    removed: str
    added: str
    diff: str


def mutants_of(source: str, every: int = 1) -> list[Mutant]:
    """All mutants of a module, or one in `every`; without those that compile to the same code as the module or another.

    Raises:
        UsageError: The generator is not installed.
    """
    seen = {_meaning(source)}
    found = []
    for operator, changed in chain(_generated(source, every), _rewritten(source, every)):
        meaning = None if changed is None else _meaning(changed)
        if changed is not None and meaning is not None and meaning not in seen:
            seen.add(meaning)
            found.append(_mutant(operator, source, changed))
    return found


def _generated(source: str, every: int) -> Iterator[tuple[str, str | None]]:
    for operator, occurrence in list(_positions(source))[::every]:
        changed = _generator().mutate_code(source, _operators()[operator], occurrence)
        yield operator.removeprefix("core/"), changed


def _rewritten(source: str, every: int) -> Iterator[tuple[str, str]]:
    for rewrite in list(_rewrites(source))[::every]:
        yield rewrite.operator, rewrite.source


def _rewrites(source: str) -> Iterator[Rewrite]:
    yield from rewrites_of(source)
    text, tree = SourceText(source), ast.parse(source)
    for rewrites in (statement_rewrites, expression_rewrites, literal_rewrites):
        yield from rewrites(text, tree)


def _positions(source: str) -> Iterator[tuple[str, int]]:
    """Each operator with the number of each place where it applies, as counted by the generator."""
    nodes = list(_generator().ast_nodes(_generator().get_ast(source)))
    for name, operator in _operators().items():
        count = sum(len(list(operator.mutation_positions(node))) for node in nodes)
        yield from ((name, occurrence) for occurrence in range(count))


def _meaning(source: str) -> str | None:
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:  # the operator made invalid Python
        return None


def _mutant(operator: str, source: str, changed: str) -> Mutant:
    before, after = source.split("\n"), changed.split("\n")
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [block for block in blocks if block[0] != "equal"]
    diff = difflib.unified_diff(before, after, "reference", "mutant", lineterm="", n=CONTEXT)
    return Mutant(
        operator=operator,
        line=changes[0][1] + 1,
        source=changed,
        removed=_stripped(before[start:end] for _, start, end, _, _ in changes),
        added=_stripped(after[start:end] for _, _, _, start, end in changes),
        diff="\n".join(list(diff)[2:]),
    )


def _stripped(blocks: Iterator[Sequence[str]]) -> str:
    return "\n".join(line.strip() for block in blocks for line in block)


@cache
def _generator() -> Any:
    """The parts of cosmic-ray that are used; it has no types."""
    try:
        from cosmic_ray import ast as trees  # noqa: PLC0415 # only authors who audit have it
        from cosmic_ray import mutating, plugins  # noqa: PLC0415 # the same
    except ImportError as error:
        message = "grader audit needs cosmic-ray: install it with `pip install 'grader-harness[audit]'`."
        raise UsageError(message) from error
    return _Generator(
        mutating.mutate_code, trees.get_ast, trees.ast_nodes, plugins.operator_names, plugins.get_operator
    )


class _Generator(Struct, frozen=True):
    mutate_code: Any
    get_ast: Any
    ast_nodes: Any
    operator_names: Any
    get_operator: Any


@cache
def _operators() -> dict[str, Any]:
    names = sorted(name for name in _generator().operator_names() if name not in NEEDS_ARGUMENTS)
    return {name: _generator().get_operator(name)() for name in names}
