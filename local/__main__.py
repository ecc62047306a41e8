"""`python -m local`: kept to syntax that an old Python can read, so that it can say that it is too old."""

import sys

if sys.version_info < (3, 13):  # noqa: UP036
    sys.exit(f"Python 3.13 or newer is needed, this is {sys.version.split()[0]}. `make run` looks for a newer one.")

from local.run import main

sys.exit(main())
