"""The trusted side of the boundary: starts zygote and guests, enforces deadlines and caps, provides proxies.

It imports the wire and never the guest: that code is only ever started as another process.
"""
