"""What hidden tests call, all exported by `grader.exam`: checks, tolerances, recordings and helpers. Trusted side.

A check returns or fails, whatever student code gave back; it knows neither pytest nor how a grade is made.
"""
