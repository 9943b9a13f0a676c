# /// attack
# title = "Lets the run hand out a copy that answers by itself"
# rows = ["N5", "W1"]
# notebook = true
# ///
# %%
import grader.guest.copies as copies
import grader.guest.server as server

copies.copy_process = lambda: 1
server.copies.copy_process = lambda: 1
# %%
def double(x):
    return None
