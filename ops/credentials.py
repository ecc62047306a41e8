"""AWS credentials for a job of the hosted CI, which has none of its own: make credentials

The job's identity token names repository and environment. STS takes it for an hour of the role in ROLE_ARN
(ops/deployer.yaml), and the later steps of the job find that in their environment. It prints nothing secret: the CI
masks what it is told to.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from ops.region import use_region_of

AUDIENCE = "sts.amazonaws.com"
PATIENCE_SECONDS = 15


def main(job: Mapping[str, str]) -> None:
    use_region_of(job["STACK"])
    given = exchanged(identity(job), job["ROLE_ARN"], f"run-{job['GITHUB_RUN_ID']}")
    for value in given.values():
        sys.stdout.write(f"::add-mask::{value}\n")
    with Path(job["GITHUB_ENV"]).open("a", encoding="utf-8") as environment:
        environment.writelines(f"{name}={value}\n" for name, value in given.items())
    sys.stdout.write(f"An hour of {job['ROLE_ARN']}.\n")


def identity(job: Mapping[str, str]) -> str:
    asked = Request(  # noqa: S310
        f"{job['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience={AUDIENCE}",
        headers={"authorization": f"Bearer {job['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}"},
    )
    with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310  # nosec B310
        return str(json.load(answer)["value"])


def exchanged(token: str, role: str, session: str) -> dict[str, str]:
    sts = boto3.client("sts", config=Config(signature_version=UNSIGNED))
    given = sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName=session, WebIdentityToken=token)
    return {
        "AWS_ACCESS_KEY_ID": given["Credentials"]["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": given["Credentials"]["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["Credentials"]["SessionToken"],
    }


if __name__ == "__main__":
    try:
        main(os.environ)
    except KeyError as missing:
        sys.exit(f"{missing} is not set. This is for a job of the hosted CI with `id-token: write`.")
