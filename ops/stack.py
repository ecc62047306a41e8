"""A deployed stack, by its name."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.store.table import Table, connect


@dataclass(frozen=True)
class Stack:
    name: str

    @cached_property
    def outputs(self) -> Mapping[str, str]:
        """Ends the command with a sentence if there is no such stack, or nobody who may ask."""
        try:
            [found] = boto3.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        except (BotoCoreError, ClientError) as failure:
            sys.exit(f"The stack {self.name} cannot be found with these credentials in this region: {failure}")
        return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}

    @cached_property
    def table(self) -> Table:
        return connect(self.outputs["TableName"])

    def resource(self, logical_id: str) -> str:
        """What CloudFormation calls it, e.g. the name of a function."""
        cloudformation = boto3.client("cloudformation")
        found = cloudformation.describe_stack_resource(StackName=self.name, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])
