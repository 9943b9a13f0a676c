"""The commands by name; each is the function of the module that is called like it. Trusted side."""

from importlib.metadata import version

from cyclopts import App, Parameter

from grader.cli.audit import audit
from grader.cli.bulk import bulk
from grader.cli.check import check
from grader.cli.ci import ci
from grader.cli.demo import demo
from grader.cli.doctor import doctor
from grader.cli.export import export
from grader.cli.grade import grade
from grader.cli.new import new
from grader.cli.notebook import notebook
from grader.cli.release import release

app = App(
    name="grader",
    version=version("grader"),
    default_parameter=Parameter(negative=()),
    suppress_keyboard_interrupt=False,  # whoever stops a run is told what was kept
)
for command in (demo, check, grade, bulk, export, ci, new, audit, notebook, release, doctor):
    app.command(command)
