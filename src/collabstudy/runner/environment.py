"""The environment in which kernels start."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collabstudy.study.places import project_root

# What a kernel must not take over from the user's own set-up, and what makes two runs the same.
ENVIRONMENT = {
    "JUPYTER_PREFER_ENV_PATH": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
}


@contextmanager
def kernel_environment(folder: Path) -> Iterator[None]:
    """The process environment and working folder in which kernels are started; restored afterwards.

    The folder is set once for all: papermill's own ``cwd`` changes it for every thread of the process.
    """
    before, place = dict(os.environ), Path.cwd()
    root = str(project_root())
    with tempfile.TemporaryDirectory(prefix="collabstudy-ipython-") as profile:
        os.environ.update(ENVIRONMENT, IPYTHONDIR=profile, COLLABSTUDY_ROOT=root)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(place)
            os.environ.clear()
            os.environ.update(before)
