# /// attack
# title = "Exits with status 0 while it is loaded"
# endings = ["missing"]
# ///
raise SystemExit(0)
