# /// attack
# title = "Brings a pytest plugin with an entry point"
# endings = ["returned"]
# [files]
# "evil.py" = "def pytest_configure(config):\n    raise SystemExit(0)\n"
# "evil-1.0.dist-info/METADATA" = "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n"
# "evil-1.0.dist-info/entry_points.txt" = "[pytest11]\nevil = evil\n"
# "setup.py" = "raise SystemExit(0)\n"
# "requirements.txt" = "evil\n"
# ///
def attack(*arguments, **keywords):
    return 0.0
