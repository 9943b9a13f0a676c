"""A tiny interpreter of seccomp filters, so that a filter can be tested with any call on any machine."""

import struct
from collections.abc import Sequence

_INSTRUCTION = struct.Struct("<HBBI")


def verdict(code: bytes, arch: int, number: int, arguments: Sequence[int] = ()) -> int:
    """What the filter answers to one call."""
    data = struct.pack("<IIQ6Q", number, arch, 0, *arguments, *[0] * (6 - len(arguments)))
    instructions = list(_INSTRUCTION.iter_unpack(code))
    accumulator = place = 0
    while True:
        operation, if_true, if_false, operand = instructions[place]
        place += 1
        match operation:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case 0x54:
                accumulator &= operand
            case 0x06:
                return int(operand)
            case 0x15:
                place += if_true if accumulator == operand else if_false
            case 0x25:
                place += if_true if accumulator > operand else if_false
            case 0x35:
                place += if_true if accumulator >= operand else if_false
            case _:
                raise AssertionError(f"unknown operation {operation:#x}")
