"""template.yaml as CloudFormation sees it: the one description that the local stack and the tests read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from boto3 import Session
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

Template = dict[str, Any]

CODE_BUCKET = "code"


def render(path: Path, parameters: Mapping[str, str] | None = None, region: str = "us-east-1") -> Template:
    """Code is left out: `CodeUri: functions/x/` becomes the S3 key `functions/x` in the bucket CODE_BUCKET."""
    source: Template = yaml_parse(path.read_text(encoding="utf-8"))
    for resource in source["Resources"].values():
        _name_the_code(resource.get("Properties", {}))
    translator = Translator(None, Parser(), boto_session=Session(region_name=region))
    rendered: Template = translator.translate(source, dict(parameters or {}))
    return rendered


def _name_the_code(properties: dict[str, Any]) -> None:
    for name in ("CodeUri", "ContentUri"):
        if name in properties:
            properties[name] = f"s3://{CODE_BUCKET}/{properties[name].rstrip('/')}"


def resources(template: Template, kind: str) -> dict[str, Any]:
    """Logical id -> properties of every resource of one type, e.g. AWS::Lambda::Function."""
    return {name: each["Properties"] for name, each in template["Resources"].items() if each["Type"] == kind}
