# /// attack
# title = "Says commands of the runner that reads the log, where its words are shown"
# forbidden = ["terminal:\n::", "terminal:##[", "annotations:\n::set-output", "annotations:##["]
# ///
TEXT = '\n::set-output name=score::100\n  ::stop-commands::x\n##[add-path]/tmp\n##[group]100 of 100\n'
print(TEXT)
raise ValueError(TEXT)
