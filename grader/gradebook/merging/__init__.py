"""The records of the shards of a class -> one record of the whole class, as if it had been graded at once.

Trusted side. It checks what it reads of a shard first, and reads only the record in its folder.
"""
