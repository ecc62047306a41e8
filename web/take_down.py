"""Deletes the web page's stack with all its files: python -m web.take_down <stack of the page>

CloudFormation deletes no bucket that has anything in it, and this one keeps old versions. All of it can be published
again by `make web`. People cannot sign in meanwhile.
"""

import sys
from collections.abc import Mapping
from typing import Any

import boto3

from ops.region import use_region_of
from web.publish import outputs

PATIENCE = {"Delay": 15, "MaxAttempts": 120}


def main(stack: str) -> None:
    use_region_of(stack)
    take_down(stack, boto3.client("cloudformation"), boto3.resource("s3"))
    sys.stdout.write(f"{stack} is gone, and so are its files.\n")


def take_down(stack: str, cloudformation: Any, s3: Any, patience: Mapping[str, int] = PATIENCE) -> None:
    [described] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    if described.get("EnableTerminationProtection"):
        sys.exit(f"{stack} is protected. Type python -m ops protect {stack} --off first.")
    s3.Bucket(outputs(cloudformation, stack)["BucketName"]).object_versions.delete()
    cloudformation.delete_stack(StackName=stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=patience)


if __name__ == "__main__":
    main(*sys.argv[1:])
