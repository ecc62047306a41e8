"""What a log may say of a failure: its kind and its place, never its message, which can hold what people wrote."""

import logging
import traceback
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger

# At DEBUG they write what they pass on: bodies, addresses, route arguments.
for talkative in ("aws_lambda_powertools", "boto3", "botocore", "urllib3"):
    logging.getLogger(talkative).setLevel(logging.WARNING)


def log_failure(logger: Logger, error: Exception, **ids: Any) -> None:
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    logger.error("failed", error=type(error).__name__, where=where, **ids)
