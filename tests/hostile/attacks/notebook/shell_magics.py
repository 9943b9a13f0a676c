# /// attack
# title = "Runs shell commands by every spelling that Jupyter has"
# notebook = true
# files = { "marker.txt" = "clean" }
# ///
# %%
!echo stolen > marker.txt
# %%
%%bash
echo stolen > marker.txt
# %%
files = !echo stolen > marker.txt
%sx echo stolen > marker.txt
get_ipython().system("echo stolen > marker.txt")
get_ipython().run_cell_magic("bash", "", "echo stolen > marker.txt")
# %%
from loot import breach

def double(x):
    return breach("a shell ran") if "stolen" in open("marker.txt").read() else None
