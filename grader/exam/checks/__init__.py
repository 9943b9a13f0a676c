"""What hidden tests call, all offered by `grader.exam`: checks, tolerances, recordings and helpers. Trusted side.

A check returns or fails, whatever a student's code gave back; it knows neither pytest nor how a grade is made.
"""
