# /// attack
# title = "Takes all memory while it is loaded"
# endings = ["out_of_memory", "timed_out"]
# ///
HOARD = [bytearray(1 << 20) for _ in range(1 << 20)]
