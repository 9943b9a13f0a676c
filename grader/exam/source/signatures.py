"""Whether a student's function can take the arguments of a test's call, read from its source. Trusted; parses only.

Python says the same in the guest, but student code could say anything there, so none of that is used.
"""

import ast
from collections.abc import Collection, Iterator, Sequence

from grader.exam.source.definitions import Definition, Files, body_of, find
from grader.host.exchange import Exchange

MAX_CHARACTERS = 160
_PLAIN = frozenset({"staticmethod", "classmethod"})


def signature_mismatch(call: Exchange, sources: Sequence[str], files: Files, stubs: Files) -> str:
    """Why a call cannot be made, in a sentence; empty if it can, or if the source does not say.

    Args:
        call: The call.
        sources: The files that define the task's names; the last definition counts.
        files: The student's files.
        stubs: The stubs of the task.
    """
    parameters = next(filter(None, (_parameters(call.target, source, files) for source in reversed(sources))), None)
    if parameters is None or _fits(parameters, len(call.arguments), call.keywords):
        return ""
    name = call.target.rpartition(".")[2]
    asked = next(filter(None, (_parameters(call.target, stub, stubs) for stub in stubs)), None)
    if asked and _without_self(call.target, sources, files, asked):
        right = _spelled(name, asked).replace("(", "(self, ", 1).replace("self, )", "self)", 1)
        return f"It cannot be called on an object: a method is defined with `self` first, as in `{right}`."
    rest = f", and the handout's is `{_spelled(name, asked)}`" if asked else ""
    return f"It cannot take what the task calls it with: yours is `{_spelled(name, parameters)}`{rest}."


def other_signature(sources: Sequence[str], files: Files, stubs: Files) -> str:
    """Which function cannot take what the handout's takes, in a sentence; empty if all can. Another may call it.

    Args:
        sources: The files that define the task's names.
        files: The student's files.
        stubs: The stubs of the task.
    """
    for stub in stubs:
        for name in _defined(stub, stubs):
            own = next(filter(None, (_parameters(name, source, files) for source in reversed(sources))), None)
            asked = _parameters(name, stub, stubs)
            if own and asked and not _takes_the_same(own, asked):
                return (
                    f"`{name}` cannot take what the handout's takes: yours is `{_spelled(name, own)}`, and the "
                    f"handout's is `{_spelled(name, asked)}`."
                )
    return ""


def _defined(file: str, files: Files) -> Iterator[str]:
    """The functions of a file, and the methods of its classes as `Class.method`."""
    for node in body_of(file, files):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name != "__init__")
            yield from (f"{node.name}.{each.name}" for each in methods)


def _takes_the_same(own: ast.arguments, asked: ast.arguments) -> bool:
    """Whether it takes as many arguments by position as the handout's, and by name what that needs."""
    named = [each.arg for each, value in zip(asked.kwonlyargs, asked.kw_defaults, strict=True) if value is None]
    return _fits(own, len(asked.posonlyargs) + len(asked.args), named)


def _without_self(target: str, sources: Sequence[str], files: Files, asked: ast.arguments) -> bool:
    """Whether a method would have the handout's parameters if it had `self` before its own."""
    found = next(filter(None, (find(target, source, files) for source in reversed(sources))), None)
    if found is None or not found.is_method or isinstance(found.node, ast.ClassDef):
        return False
    return [each.arg for each in found.node.args.args] == [each.arg for each in asked.args]


def _parameters(target: str, file: str, files: Files) -> ast.arguments | None:
    """The parameters of the called function, without a method's `self`; None if the source does not say."""
    found = find(target, file, files)
    if found is None or found.node.name != target.rpartition(".")[2]:
        return None
    if isinstance(found.node, ast.ClassDef):
        found = find(f"{target}.__init__", file, files)
    if found is None or isinstance(found.node, ast.ClassDef):
        return None
    decorators = _decorators(found.node)
    if not decorators <= _PLAIN:
        return None
    return _bound(found.node.args) if found.is_method and "staticmethod" not in decorators else found.node.args


def _decorators(node: Definition) -> set[str]:
    return {each.id if isinstance(each, ast.Name) else "another" for each in node.decorator_list}


def _bound(parameters: ast.arguments) -> ast.arguments | None:
    if parameters.posonlyargs or not parameters.args:
        return None
    return ast.arguments(
        posonlyargs=[],
        args=parameters.args[1:],
        vararg=parameters.vararg,
        kwonlyargs=parameters.kwonlyargs,
        kw_defaults=parameters.kw_defaults,
        kwarg=parameters.kwarg,
        defaults=parameters.defaults[-len(parameters.args) + 1 :] if len(parameters.args) > 1 else [],
    )


def _fits(parameters: ast.arguments, positional: int, keywords: Collection[str]) -> bool:
    ordered = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
    named = {each.arg for each in (*parameters.args, *parameters.kwonlyargs)}
    given = set(ordered[:positional])
    if positional > len(ordered) and not parameters.vararg:
        return False
    if given & set(keywords) or (set(keywords) - named and not parameters.kwarg):
        return False
    needed = set(ordered[: len(ordered) - len(parameters.defaults)])
    needed |= {
        each.arg for each, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if not default
    }
    return needed <= given | set(keywords)


def _spelled(name: str, parameters: ast.arguments) -> str:
    """A signature as written in source, without annotations."""
    words = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
    for index, default in enumerate(reversed(parameters.defaults), start=1):
        words[-index] += f"={ast.unparse(default)}"
    if parameters.vararg or parameters.kwonlyargs:
        words.append(f"*{parameters.vararg.arg if parameters.vararg else ''}")
    for each, value in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True):
        words.append(f"{each.arg}={ast.unparse(value)}" if value else each.arg)
    if parameters.kwarg:
        words.append(f"**{parameters.kwarg.arg}")
    text = f"{name}({', '.join(words)})"
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…"
