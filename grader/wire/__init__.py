"""The wire between host and guest, and the only code that both sides share. It may know neither of them.

    frame    = 4-byte big-endian length, then that many bytes; capped before it is read       (frames)
    payload  = msgpack of exactly one tagged Struct of the expected union, nothing else        (messages)
    values   = None, bool, int, float, str, and tagged Structs for everything beyond           (values, figures)

There is no pickle, no eval and no import by name in either direction. A message that does not decode ends the guest.
"""
