# /// attack
# title = "Exits with status 0 while it is loaded"
# rows = ["F2", "P8"]
# endings = ["missing"]
# ///
raise SystemExit(0)
