"""A deployed stack, by its name."""

import boto3

from plus_one.store.table import Table, connect


def table_of(stack: str) -> Table:
    """Raises botocore's ClientError if there is no such stack."""
    [found] = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
    return connect(outputs["TableName"])
