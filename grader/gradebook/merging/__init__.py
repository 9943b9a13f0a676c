"""The records of the shards of a class -> one record of the whole class, as if it had been graded at once.

Trusted side. What it reads of a shard it checks first, and of its folder it reads the record alone.
"""
