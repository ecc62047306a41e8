"""A deployed stack, by its name, or a table beside its own, for example one that AWS has restored."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from ops.region import use_region_of
from plus_one.store.table import Table, connect


@dataclass(frozen=True)
class Stack:
    name: str
    beside: str | None = None

    def __post_init__(self) -> None:
        use_region_of(self.name)

    @cached_property
    def described(self) -> Any:
        """Ends the command with a sentence if there is no such stack, or nobody who may ask."""
        try:
            [found] = boto3.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        except (BotoCoreError, ClientError) as failure:
            sys.exit(f"The stack {self.name} cannot be found with these credentials in this region: {failure}")
        return found

    @cached_property
    def outputs(self) -> Mapping[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.described["Outputs"]}

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        return {each["ParameterKey"]: each["ParameterValue"] for each in self.described.get("Parameters", [])}

    @property
    def kept(self) -> bool:
        """Whether CloudFormation refuses to delete it."""
        return bool(self.described.get("EnableTerminationProtection"))

    def protect(self, *, on: bool) -> str:
        """In words."""
        cloudformation = boto3.client("cloudformation")
        cloudformation.update_termination_protection(StackName=self.name, EnableTerminationProtection=on)
        return f"CloudFormation {'refuses to delete' if on else 'deletes'} {self.name} when it is told to."

    @cached_property
    def table(self) -> Table:
        return connect(self.beside or self.outputs["TableName"])

    def resource(self, logical_id: str) -> str:
        """What CloudFormation calls it, e.g. the name of a function."""
        cloudformation = boto3.client("cloudformation")
        found = cloudformation.describe_stack_resource(StackName=self.name, LogicalResourceId=logical_id)
        return str(found["StackResourceDetail"]["PhysicalResourceId"])
