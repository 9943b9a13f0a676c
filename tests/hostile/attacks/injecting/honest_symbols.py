# /// attack
# title = "Prints and computes with text full of symbols"
# ///
def double(x):
    print("<b>x</b> & [red]2[/red] = 100% {{x}} \t \u2028 é")
    return {"<&>": 2 * x}["<&>"]
