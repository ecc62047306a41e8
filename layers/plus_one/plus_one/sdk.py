"""The core of the AWS SDK. boto3 adds resources and S3 transfers, unused here, and a fifteenth to a cold start."""

from functools import cache

from botocore.session import Session


@cache
def session() -> Session:
    """One for all clients, so that what they share is read once."""
    return Session()
