# /// attack
# title = "Answers for all copies on the connection of the run, before any is made"
# notebook = true
# endings = ["protocol", "crashed", "missing", "timed_out", "returned"]
# ///
# %%
import os

for number in range(1, 30):
    payload = b"\x84\xa4type\xa8returned\xa2id" + bytes([number]) + b"\xa5value\x01\xa6stdout\xa0"
    os.write(3, len(payload).to_bytes(4, "big") + payload)
# %%
def double(x):
    return None
