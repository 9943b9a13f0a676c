"""What people do in some places, as scripts for bash: on Gradescope, before a commit, in a notebook, in a small root.

Each is run in a clone of the course. `tests.environments.installs` runs them.
"""

from pathlib import Path

from tests.environments import jobs

DEBOOTSTRAP = Path("/usr/sbin/debootstrap")
CHROOT = (
    "root=$PWD/../root; mkdir -p $root/checkout; for each in usr etc proc dev tmp; do mkdir -p $root/$each"
    " && mount --rbind /$each $root/$each; done; for each in bin lib lib64 sbin; do ln -s usr/$each $root/$each; done;"
    " mount --bind $PWD $root/checkout"
)
"""A root of nothing but folders, in which those of the system are mounted one by one."""
LIBRARIES = "ca-certificates,libbz2-1.0,libffi8,liblzma5,libreadline8t64,libsqlite3-0,netbase,tzdata"
"""What the image `python:3.13-slim` has of Debian 13 for its Python, beside the least."""
OF_THE_MACHINE = (
    "cp -L /etc/resolv.conf $root/etc && mount --bind $HOME $root/root"
    " && mount -t proc proc $root/proc && mount --rbind /dev $root/dev"
    " && cp /etc/ssl/certs/ca-certificates.crt $root/etc/ssl/certs"
)
SLIM = (
    f"root=$PWD/../root; {DEBOOTSTRAP} --variant=minbase --include={LIBRARIES} trixie $root > /dev/null"
    " && cp -a {prefix}/. $root/usr/local && cp -r . $root/course"
    f" && mkdir $root/checkout && mount --bind $PWD $root/checkout && {OF_THE_MACHINE} && chroot $root ldconfig"
)
"""A root with a Python in the place where images have it, in which there is no git and no compiler."""
_ZIP = (
    "mkdir -p ../autograder/source ../autograder/submission ../autograder/results"
    " && .venv/bin/grader gradescope ../autograder.zip --assignment assignments/multilayer_chain_rule --quiet"
    f" && cp {jobs.SAMPLE}/*.py ../autograder/submission && cd ../autograder"
    " && python3 -m zipfile -e ../autograder.zip source"
)
_RIGHT = """grep -q '"score": *100' results/results.json"""
ON_GRADESCOPE = f"{_ZIP} && export AUTOGRADER=$PWD && bash source/setup.sh && bash source/run_autograder && {_RIGHT}"
IN_LEAST_DEBIAN = (
    f"export PATH=/usr/sbin:/sbin:$PATH; root=$PWD/../root"
    f" && {DEBOOTSTRAP} --variant=minbase --include=python3,ca-certificates bookworm $root > /dev/null"
    f" && {OF_THE_MACHINE} && python3 -m venv .venv && .venv/bin/pip install -q . && {_ZIP}"
    " && mkdir $root/autograder && mount --bind $PWD $root/autograder && begin='export HOME=/root PATH=/usr/bin:/bin'"
    ' && ! chroot $root python3 -c "import ensurepip" 2> /dev/null'
    ' && chroot $root bash -ec "$begin; bash /autograder/source/setup.sh"'
    f' && chroot $root bash -ec "$begin; bash /autograder/source/run_autograder" && {_RIGHT}'
)
"""`setup.sh` and `run_autograder` in a Debian whose Python has neither `venv` nor pip."""
_COMMIT = "git -c user.name=ada -c user.email=ada@example.org commit -q -m work > ../said 2>&1"
BEFORE_A_COMMIT = (
    "python3 -m venv ../hooks && ../hooks/bin/pip install -q pre-commit && export PATH=$PWD/../hooks/bin:$PATH"
    " && course=$PWD wheel=$(echo $PWD/../dist/grader_check-*.whl)"
    " && cp -r assignments/multilayer_chain_rule ../work && cd ../work && git init -q"
    ' && sed "s|\\[grader-check\\]|[$wheel]|" $course/ci/pre-commit-config.yaml > .pre-commit-config.yaml'
    " && grep -q grader_check- .pre-commit-config.yaml && pre-commit install > /dev/null && git add --all"
    f" && {{ ! {_COMMIT}; }} && grep -q 'not written yet' ../said && ! git rev-parse -q --verify HEAD"
    f" && tried='pre-commit try-repo '$course' grader-check --all-files' && {{ ! $tried > ../said; }}"
    " && grep -q 'not written yet' ../said"
    f" && cp $course/{jobs.SAMPLE}/*.py . && git add --all && $tried && {_COMMIT} && git rev-parse -q --verify HEAD"
)
"""Both hooks stop what is not written yet and say so, and let right work through."""
IN_A_NOTEBOOK = (
    "python3 -m venv ../author && ../author/bin/pip install -q -c constraints.txt . && course=$PWD"
    " && wheel=$(echo $PWD/../dist/grader_check-*.whl) && mkdir ../lessons && cd ../lessons"
    " && PATH=$PWD/../author/bin:$PATH && grader new steps"
    ' && sed -i "1i student_package = \\"$wheel\\"" assignments/steps/assignment.toml'
    " && grader notebook && grader release --output out && python3 -m zipfile -e out/steps.zip .."
    " && python3 -m venv ../student && ../student/bin/pip install -q ipykernel numpy matplotlib && cd $course"
    " && python -m tests.environments.last_cell ../steps/steps.ipynb $PWD/../student/bin/python > ../said"
    " && cat ../said && grep -q '0 of 2 public tests passed' ../said"
)
"""The last cell of a handout's notebook installs the students' wheel where there is none, and checks."""
