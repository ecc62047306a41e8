"""`make web`: puts the page, with where its sign-in is, into the bucket of its stack.

python -m web.publish <stack of the system> <stack of the page>
"""

import re
import sys
import time
from collections.abc import Mapping
from itertools import groupby
from typing import Any

import boto3

from ops.region import use_region_of
from web.site import START, Part, site

RELEASE = re.compile(r"([0-9a-f]{12})/")
# Of releases: somebody may just be loading an older one.
KEPT_RELEASES = 10

type Outputs = Mapping[str, str]


def main(system_stack: str, web_stack: str) -> None:
    use_region_of(system_stack)
    cloudformation = boto3.client("cloudformation")
    web = outputs(cloudformation, web_stack)
    publish(outputs(cloudformation, system_stack), web, boto3.client("s3"), boto3.client("cloudfront"))
    sys.stdout.write(f"{web['WebUrl']}\n")


def outputs(cloudformation: Any, stack: str) -> Outputs:
    [described] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in described["Outputs"]}


def publish(system: Outputs, web: Outputs, s3: Any, cloudfront: Any) -> None:
    """The first file last: who comes meanwhile gets the old page or the new one."""
    parts = site(config(system, web))
    for name in sorted(parts, key=lambda name: (name == START, name)):
        _put(s3, web["BucketName"], name, parts[name])
    _remove_others(s3, web["BucketName"], set(parts))
    everything = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())}
    cloudfront.create_invalidation(DistributionId=web["DistributionId"], InvalidationBatch=everything)


def config(system: Outputs, web: Outputs) -> dict[str, str]:
    return {"sign_in_url": web["SignInUrl"], "user_pool_client_id": system["UserPoolClientId"]}


def _put(s3: Any, bucket: str, name: str, part: Part) -> None:
    s3.put_object(Bucket=bucket, Key=name, Body=part.body, ContentType=part.content_type, CacheControl=part.caching)


def _remove_others(s3: Any, bucket: str, current: set[str]) -> None:
    """All but this release and the latest ones before it."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    found = [each for page in pages for each in page.get("Contents", []) if each["Key"] not in current]
    folders = {
        folder: list(those) for folder, those in groupby(sorted(found, key=lambda each: each["Key"]), key=_release)
    }
    loose = folders.pop("", [])
    latest = sorted(folders.values(), key=lambda those: max(each["LastModified"] for each in those), reverse=True)
    for each in [*loose, *(each for those in latest[KEPT_RELEASES - 1 :] for each in those)]:
        s3.delete_object(Bucket=bucket, Key=each["Key"])


def _release(found: Mapping[str, str]) -> str:
    folder = RELEASE.match(found["Key"])
    return folder[1] if folder else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
