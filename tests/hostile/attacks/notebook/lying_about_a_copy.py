# /// attack
# title = "Lets the run hand out a copy that answers by itself"
# notebook = true
# ///
# %%
import grader.guest.copies as copies

copies.copy_process = lambda: 1
# %%
def double(x):
    return None
