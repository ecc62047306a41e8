"""What a function may really do: what its role grants, as far as the boundary of all functions lets it."""

import json
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from moto.iam.aws_managed_policies import aws_managed_policies_data

from local.render import Template, resources

FOLDER = "functions/"


class Grant(NamedTuple):
    """`resource` is as the template says it: text, or the intrinsic function as JSON."""

    action: str
    resource: str


def functions(template: Template) -> dict[str, Any]:
    """Folder -> properties."""
    found = resources(template, "AWS::Lambda::Function").values()
    return {each["Code"]["S3Key"].removeprefix(FOLDER): each for each in found}


def may(template: Template, function: str) -> set[Grant]:
    """An intersection, as IAM makes it."""
    role, _ = functions(template)[function]["Role"]["Fn::GetAtt"]
    return set(_narrowed(granted(template, role), boundary(template)))


def granted(template: Template, role: str) -> set[Grant]:
    found = template["Resources"][role]["Properties"]
    own = [policy["PolicyDocument"] for policy in found["Policies"]]
    return {grant for document in (*own, *map(_managed, found["ManagedPolicyArns"])) for grant in _grants(document)}


def boundary(template: Template) -> set[Grant]:
    [policy] = resources(template, "AWS::IAM::ManagedPolicy").values()
    return set(_grants(policy["PolicyDocument"]))


def _narrowed(role: Iterable[Grant], limits: set[Grant]) -> Iterator[Grant]:
    """Of two resources for one action, the narrower."""
    for grant in role:
        for limit in limits:
            if grant.action != limit.action:
                continue
            if fnmatchcase(grant.resource, limit.resource):
                yield grant
            elif fnmatchcase(limit.resource, grant.resource):
                yield limit


def _grants(document: Any) -> Iterator[Grant]:
    for statement in document["Statement"]:
        assert statement["Effect"] == "Allow"
        for action in _list(statement["Action"]):
            for resource in _list(statement["Resource"]):
                yield Grant(action, said(resource))


def said(resource: Any) -> str:
    match resource:
        case str():
            return resource
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{name}.{attribute}}}"
        case {"Fn::Sub": str(text)}:
            return text
    return json.dumps(resource)


def _managed(arn: str) -> Any:
    """AWS's own policies, as moto knows them."""
    return json.loads(aws_managed_policies_data)[arn.rsplit("/", 1)[1]]["Document"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
