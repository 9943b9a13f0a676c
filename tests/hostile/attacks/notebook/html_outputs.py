# /// attack
# title = "Prints and raises markup"
# notebook = true
# forbidden = ["report.html:<script>alert", "report.html:<img src=x", "report.html:onerror=alert(1)>"]
# ///
# %%
print("<script>alert(1)</script>")
# %%
class Markup:
    def _repr_html_(self):
        return "<script>alert(2)</script>"


Markup()
# %%
raise ValueError("<img src=x onerror=alert(1)> <script>alert(3)</script>")
# %%
def double(x):
    raise ValueError("<script>alert(4)</script>")
