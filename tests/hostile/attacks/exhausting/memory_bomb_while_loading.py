# /// attack
# title = "Takes all memory while it is loaded"
# rows = ["Q2", "P8"]
# endings = ["out_of_memory", "timed_out"]
# ///
HOARD = [bytearray(1 << 20) for _ in range(1 << 20)]
