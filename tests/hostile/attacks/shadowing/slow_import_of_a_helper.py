# /// attack
# title = "Hides its endless loop in a helper that it imports"
# endings = ["timed_out"]
# [files]
# "helper.py" = "while True:\n    pass\n"
# ///
import helper
