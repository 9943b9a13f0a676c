# /// attack
# title = "Registers hooks where IPython would call them, and expects to see calls"
# notebook = true
# ///
# %%
def hook(*arguments):
    raise SystemExit

shell = get_ipython()
shell.set_hook("show_in_pager", hook)
shell.register_post_execute(hook)
shell.ast_transformers = [hook]
# %%
def double(x):
    return shell.run_cell("2 * x")
