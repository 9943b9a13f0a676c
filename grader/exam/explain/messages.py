"""Python's and NumPy's messages of exceptions -> a sentence that a novice can act on. Trusted side; pure."""

import re
from collections.abc import Collection

from msgspec import Struct


class Rule(Struct, frozen=True):
    """An exception, what its message looks like, and what to say; `{0}` is the first group of the pattern."""

    kind: str
    pattern: str
    sentence: str


FAMILIES = {
    "TypeError": "A value of the wrong type is used there: often None, or a text or a list instead of a number.",
    "ValueError": "A value has the right type but cannot be used: often arrays whose shapes do not fit.",
    "IndexError": "It reads past an end: positions are counted from 0, so the last of n is n - 1.",
    "KeyError": "It reads a key that the dict does not have: the spelling has to match exactly.",
    "AttributeError": "An object does not have that attribute: the name is spelt differently, or the object is None.",
    "NameError": "A name is used that has no value there: it is spelt differently, not imported, or defined elsewhere.",
    "ZeroDivisionError": "Something is divided by 0.",
    "AssertionError": "An `assert` in the code did not hold.",
    "ImportError": "It imports something that is missing when it is graded: hand in files of your own too.",
    "RecursionError": "A function calls itself again and again, and no case ends it.",
}
"""What the exceptions of each family usually mean."""
NOTHING = (
    "Something is None there: a function without `return` returns None, and so does one that changes a list in place, "
    "such as `append` and `sort`."
)
TEXT = "A text (a string) is used where a number is needed: convert it with `float(...)` or `int(...)`."
END_OF_INPUT = (
    "It asks for more input than there is: end where the input ends, which `input()` tells by raising EOFError, and a "
    "loop over `sys.stdin` by stopping."
)
UNCALLED = "A function is used where its result is needed: call it, with parentheses after its name."
SHAPES = "print their shapes before that line; rows and columns may be swapped, which `.T` undoes."
_RULES = (
    Rule(
        "EOFError",
        "",
        "It asks for input with `input()`, but there is none, or no more, when it is tested: take the value from the "
        "function's arguments, unless the task wants you to ask.",
    ),
    Rule(
        "SystemExit",
        "",
        "It ends the whole program, with `exit()`, `quit()` or `sys.exit()`: leave a function with `return`.",
    ),
    Rule(
        "RecursionError",
        "",
        "A function calls itself again and again: it needs a case in which it returns without calling itself, and each "
        "call has to get closer to that case.",
    ),
    Rule("ZeroDivisionError", "", "Something is divided by 0: check for that before dividing, and decide what "
         "the result should be."),
    Rule(
        "UnboundLocalError",
        r"local variable '(\w{1,60})'",
        "`{0}` has no value there yet. A name that is assigned anywhere in a function belongs to it: give it "
        "a value on every path to that line.",
    ),
    Rule("TypeError", r"'NoneType'", NOTHING),
    Rule("AttributeError", r"'NoneType'", NOTHING),
    Rule("TypeError", r"'module' object is not callable", "A module is called like a function: name the function in "
         "it, as in `random.random()`."),
    Rule("TypeError", r"'(?:function|method|builtin_function_or_method|type)'", UNCALLED),
    Rule("AttributeError", r"^'(?:function|method|builtin_function_or_method)' object", UNCALLED),
    Rule(
        "TypeError",
        r"can only concatenate str|must be real number, not str|: '(?:\w+' and ')?str'|of '(?:\w+' and ')?str'"
        r"|of type '?str|signature matching types .{0,40}(?:<U|Str)|object of type 'str'|'str' object cannot",
        TEXT,
    ),
    Rule("ValueError", r"^Unknown format code '\w' for object of type 'str'", TEXT),
    Rule(
        "TypeError",
        r"can't multiply sequence by non-int|operand type\(s\) for .*'list'|bad operand type .*'list'",
        "A list cannot be used in arithmetic: make it an array with `np.array(...)`.",
    ),
    Rule(
        "TypeError",
        r"^'([\w.]{1,60})' object is not callable",
        "A value is called like a function: is a `*` missing before a bracket, are square brackets meant, or does a "
        "variable have the name of a function?",
    ),
    Rule(
        "TypeError",
        r"'(?:int|float|bool|numpy\.\w+)' object is not (?:iterable|subscriptable)|'(?:int|float|bool)' has no len"
        r"|non-iterable (?:int|float|bool|numpy)|len\(\) of unsized",
        "A single number is used where a list, a tuple or an array is needed.",
    ),
    Rule(
        "TypeError",
        r"^list indices must be integers or slices, not tuple",
        "A list of lists is indexed as `a[i][j]`; `a[i, j]` needs an array, which `np.array(...)` makes.",
    ),
    Rule(
        "TypeError",
        r"^(\w{1,20}) indices must be integers or slices, not (\w{1,40})",
        "A {0} is indexed by whole numbers, but this index is a {1}: `int(...)` and `//` give whole numbers; keys that "
        "are text belong to a dict.",
    ),
    Rule(
        "TypeError",
        r"^'(tuple|str|set|range)' object does not support item assignment",
        "A {0} cannot be changed in place: make a new one, or use a list.",
    ),
    Rule(
        "TypeError",
        r"^only (?:length-1|0-dimensional|size-1|integer scalar) arrays",
        "An array is used where a single number is needed: `float(...)` and functions of `math` take one number, "
        "functions of NumPy take arrays.",
    ),
    Rule(
        "TypeError",
        r"^(\w{1,60}\.\w{1,60})\(\) takes ((?:from \d+ to )?\d+) positional (arguments?) but (\d+)",
        "`{0}` takes {1} {2} and is given {3}, of which the first is the object itself: define the method with "
        "`self` as its first parameter.",
    ),
    Rule(
        "TypeError",
        r"^([\w.<>]{1,100})\(\) takes ((?:from \d+ to )?\d+) positional (arguments?) but (\d+)",
        "`{0}` takes {1} {2} and is given {3}: define it with the parameters of the handout.",
    ),
    Rule(
        "TypeError",
        r"^([\w.<>]{1,100})\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.{1,100})",
        "`{0}` is called without {1}: pass it, or give the parameter a default.",
    ),
    Rule(
        "TypeError",
        r"^([\w.<>]{1,100})\(\) got an unexpected keyword argument '(\w{1,60})'",
        "`{0}` has no parameter called `{1}`: use the names of the parameters in the handout.",
    ),
    Rule(
        "ValueError",
        r"size (\d{1,9}) is different from (\d{1,9})",
        "In a matrix product the inner lengths must agree, but here they are {1} and {0}: " + SHAPES,
    ),
    Rule(
        "ValueError",
        r"^shapes (\([\d, ]{0,40}\)) and (\([\d, ]{0,40}\)) not aligned",
        "Arrays of the shapes {0} and {1} have no matrix product, because their inner lengths differ: " + SHAPES,
    ),
    Rule(
        "ValueError",
        r"^operands could not be broadcast together with (?:remapped )?shapes (\([\d, ]{0,40}\)) (\([\d, ]{0,40}\))",
        "Arrays of the shapes {0} and {1} do not fit element by element: " + SHAPES,
    ),
    Rule(
        "ValueError",
        r"truth value of an array",
        "`if`, `while`, `and`, `or` and `not` need a single True or False, and an array has many: use `np.where` or "
        "`np.maximum`, or `.any()` or `.all()`.",
    ),
    Rule(
        "ValueError",
        r"^(?:not enough|too many) values to unpack \(expected (?:at least )?(\d{1,9})",
        "{0} values are expected there, but there is a different number of them: print what you unpack.",
    ),
    Rule(
        "ValueError",
        r"^could not convert string to float: (.{1,60})|^invalid literal for int\(\) with base 10: (.{1,60})",
        "A text that is not a number is converted to one: print it before that line.",
    ),
    Rule(
        "ValueError",
        r"inhomogeneous shape|^setting an array element with a sequence",
        "The rows of an array all have the same length, and each place takes one number: keep rows of different "
        "lengths in a list.",
    ),
    Rule(
        "ValueError",
        r"^math domain error|^expected a (?:nonnegative|positive) input",
        "`math` has no result for that number: it is the logarithm of 0, or the root of a negative number.",
    ),
    Rule("OverflowError", "", "A number grows beyond what a float can hold: `exp` of a large number does."),
    Rule("IndexError", r"^too many indices", "There are more indices in the brackets than the array has "
         "dimensions: print "
         "its `.shape` before that line."),
    Rule("IndexError", r"^only integers", "An array is indexed by whole numbers: `int(...)` and `//` give them."),
    Rule(
        "IndexError",
        r"out of range|out of bounds|from empty|^pop ",
        "There is nothing at that position: positions are counted from 0, so the last of n is n - 1.",
    ),
    Rule("KeyError", r"^(.{1,80})", "The dict has no key {0} there: its spelling has to match exactly, and it "
         "has to be set before that."),
    Rule(
        "AttributeError",
        r"^'list' object has no attribute '(shape|T|dot|sum|mean|reshape|dtype|ndim|size|astype|max|min)'",
        "A list has no `.{0}`: make it an array with `np.array(...)`.",
    ),
    Rule(
        "AttributeError",
        r"^module '([\w.]{1,60})' has no attribute '(\w{1,60})'",
        "`{0}` has nothing called `{1}`: is it spelt differently, or in another module?",
    ),
    Rule(
        "AttributeError",
        r"^'(\w{1,60})' object has no attribute '(\w{1,60})'",
        "A {0} has no `{1}`: is it spelt differently, or is the object not what you think it is? In a class of "
        "your own, set it in `__init__` with `self.{1} = ...`.",
    ),
)  # fmt: skip
"""The first rule that matches gives the sentence."""


def speaks_of_internals(message: str) -> bool:
    """Whether it is about NumPy's internals, such as loops and signatures, which mean nothing to a novice."""
    return "did not contain a loop with signature" in message or "gufunc signature" in message


def explained(kinds: Collection[str], message: str) -> str:
    """The sentence for an exception of these kinds with this message, or nothing."""
    for rule in _RULES:
        if rule.kind in kinds and (found := re.search(rule.pattern, message)):
            return rule.sentence.format(*found.groups())
    return ""
