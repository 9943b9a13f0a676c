# The grader with a course in it, for CI systems that run jobs in an image. Build it in a clone of the course, and push it
# to a registry that students cannot pull from: the solutions are in it. There is no git in it that knows the version, which
# grades record: `docker build --build-arg VERSION=$(grader --version) .` An assignment that is not right yet keeps no other
# one out of the image; `--progress=plain` shows what the build says of it.
FROM python:3.13-slim
ARG VERSION=""
COPY . /course
RUN python -P /course/distributions/libraries.py > /libraries.txt \
    && SETUPTOOLS_SCM_PRETEND_VERSION="$VERSION" python -m pip install --no-cache-dir --constraint /course/constraints.txt --requirement /libraries.txt --editable /course \
    && rm -rf /course/.git \
    && for each in /course/assignments/*/; do grader test "$each" --record \
       || echo "grader: no record for $each, it ended with $?: each job will grade its reference first, or say what is wrong" >&2; done
