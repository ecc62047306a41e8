"""`make web`: puts the page and where its API is into the bucket of its stack, and makes CloudFront fetch all anew.

python -m web.publish <stack of the system> <stack of the page>
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

import boto3

from ops.region import use_region_of
from web.site import content_type, files

# Browsers ask each time and get 304; CloudFront keeps a file until it is told otherwise.
CACHING = "max-age=0, must-revalidate, s-maxage=86400"

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
    """index.html last: whoever comes meanwhile gets the old page or the new one."""
    contents = {name: path.read_bytes() for name, path in files().items()}
    contents["config.json"] = json.dumps(config(system, web)).encode()
    for name in sorted(contents, key=lambda name: (name == "index.html", name)):
        s3.put_object(
            Bucket=web["BucketName"],
            Key=name,
            Body=contents[name],
            ContentType=content_type(name),
            CacheControl=CACHING,
        )
    _remove_others(s3, web["BucketName"], set(contents))
    everything = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())}
    cloudfront.create_invalidation(DistributionId=web["DistributionId"], InvalidationBatch=everything)


def config(system: Outputs, web: Outputs) -> dict[str, str]:
    return {
        "api_url": web["ApiOrigin"],
        "sign_in_url": web["SignInUrl"],
        "user_pool_client_id": system["UserPoolClientId"],
    }


def _remove_others(s3: Any, bucket: str, kept: set[str]) -> None:
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for found in page.get("Contents", []):
            if found["Key"] not in kept:
                s3.delete_object(Bucket=bucket, Key=found["Key"])


if __name__ == "__main__":
    main(*sys.argv[1:])
