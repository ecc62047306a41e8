"""The stack of the web page: who may read the bucket, what CloudFront puts on every answer, and how it is published."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from html import unescape
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

import boto3
import pytest
from cfnlint.api import ManualArgs, lint
from cfnlint.decode import cfn_yaml

from local.aws import Aws, start
from local.browsers import PASS
from tests.conftest import free_port
from web import publish as publishing
from web.publish import config, outputs, publish
from web.site import ASKED, FOLDER, HEADERS, KEPT, policy, site
from web.take_down import take_down

API, PREFIX, STACK = "https://api.example.com", "plus-one", "plus-one-web"
SIGN_IN = f"https://{PREFIX}.auth.us-east-1.amazoncognito.com"
SYSTEM = {"UserPoolClientId": "the-client"}
OLDER = "0123456789ab/app.js"


@dataclass(frozen=True)
class Published:
    aws: Aws
    outputs: Any

    def get(self, path: str) -> tuple[int, Message, bytes]:
        """From the emulated CloudFront, which knows its distribution by the host."""
        host = {"host": urlsplit(self.outputs["WebUrl"]).netloc, "x-forwarded-proto": "https"}
        host |= {PASS: self.aws.passphrase}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.aws.url + path, headers=host)) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()


@pytest.fixture(scope="module")
def declared() -> Any:
    return cfn_yaml.load(str(FOLDER / "template.yaml"))


@pytest.fixture(scope="module")
def published() -> Iterator[Published]:
    with start(free_port()) as aws:
        pool = aws.client("cognito-idp").create_user_pool(PoolName="people")["UserPool"]["Id"]
        parameters = {"UserPoolId": pool, "ApiOrigin": API, "SignInPrefix": PREFIX}
        cloudformation = aws.client("cloudformation")
        cloudformation.create_stack(
            StackName=STACK,
            TemplateBody=(FOLDER / "template.yaml").read_text(encoding="utf-8"),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        )
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )
        made = outputs(cloudformation, STACK)
        aws.client("s3").put_object(Bucket=made["BucketName"], Key="old.js", Body=b"")
        aws.client("s3").put_object(Bucket=made["BucketName"], Key=OLDER, Body=b"older")
        publish(SYSTEM, made, aws.client("s3"), aws.client("cloudfront"))
        yield Published(aws, made)


def test_cfn_lint_minds_nothing() -> None:
    template = (FOLDER / "template.yaml").read_text(encoding="utf-8")
    found = lint(template, config=ManualArgs(regions=["us-east-1", "eu-central-1"]))

    assert [str(match) for match in found] == []


@pytest.mark.parametrize(
    ("prefix", "allowed"),
    [
        ("plus-one", True),
        ("a", True),
        ("my-aws-app", False),
        ("amazonas", False),
        ("cognito", False),
        ("plus-cognito1", False),
        ("-plus", False),
        ("Plus", False),
    ],
)
def test_a_prefix_of_the_sign_in_that_cognito_would_refuse_is_refused_first(
    declared: Any, prefix: str, allowed: bool
) -> None:
    assert bool(re.fullmatch(declared["Parameters"]["SignInPrefix"]["AllowedPattern"], prefix)) is allowed


def test_every_file_comes_with_the_headers_that_make_run_sends(published: Published) -> None:
    parts = site(config(SYSTEM, published.outputs))
    for name, part in {**parts, "": parts["index.html"]}.items():
        status, headers, body = published.get(f"/{name}")

        assert (status, body) == (200, part.body), name
        assert headers["content-type"] == part.content_type
        assert headers["content-security-policy"] == policy(SIGN_IN)
        assert {header: headers[header] for header in HEADERS} == HEADERS
        assert headers["strict-transport-security"].startswith("max-age=31536000")
        assert headers["cache-control"] == (KEPT if "/" in name else ASKED)


def test_the_page_is_told_where_the_sign_in_is(published: Published) -> None:
    [said] = re.findall(r'<meta name="config" content="(.*?)">', published.get("/")[2].decode())

    assert json.loads(unescape(said)) == config(SYSTEM, published.outputs)
    assert config(SYSTEM, published.outputs) == {"sign_in_url": SIGN_IN, "user_pool_client_id": "the-client"}


def test_the_release_before_is_still_there(published: Published) -> None:
    assert published.get(f"/{OLDER}")[2] == b"older"


@pytest.mark.parametrize("path", ["/template.yaml", "/publish.py", "/__init__.py", "/old.js"])
def test_what_is_no_part_of_the_page_is_not_there(published: Published, path: str) -> None:
    assert published.get(path)[0] == 403


def test_publishing_makes_cloudfront_fetch_all_anew(published: Published) -> None:
    made = published.aws.client("cloudfront").list_invalidations(DistributionId=published.outputs["DistributionId"])

    assert made["InvalidationList"]["Quantity"] == 1


def test_of_many_releases_the_latest_are_kept(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "KEPT_RELEASES", 2)
    s3, bucket = published.aws.client("s3"), published.outputs["BucketName"]
    s3.put_object(Bucket=bucket, Key="ba9876543210/app.js", Body=b"newer")
    publish(SYSTEM, published.outputs, s3, published.aws.client("cloudfront"))
    found = {each["Key"].partition("/")[0] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]}

    assert found == {*(name.partition("/")[0] for name in site({})), "ba9876543210"}


def test_the_bucket_is_closed_to_all_but_this_distribution(declared: Any) -> None:
    bucket = declared["Resources"]["Pages"]["Properties"]
    [allow, deny] = declared["Resources"]["PagesPolicy"]["Properties"]["PolicyDocument"]["Statement"]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert (allow["Principal"], allow["Action"]) == ({"Service": "cloudfront.amazonaws.com"}, "s3:GetObject")
    assert allow["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"].endswith("distribution/${Distribution}")
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_cloudfront_reads_with_a_signature_and_browsers_come_by_tls(declared: Any) -> None:
    access = declared["Resources"]["PagesAccess"]["Properties"]["OriginAccessControlConfig"]
    distribution = declared["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    [origin, _] = distribution["Origins"]

    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    assert origin["OriginAccessControlId"] == {"Fn::GetAtt": ["PagesAccess", "Id"]}
    assert distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert distribution["DefaultCacheBehavior"]["ResponseHeadersPolicyId"] == {"Ref": "Headers"}


def test_sign_in_is_by_code_on_the_hosted_pages_and_leads_back_to_the_page_alone(template: Any) -> None:
    client = template["Resources"]["UserPoolClient"]["Properties"]

    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["AllowedOAuthFlowsUserPoolClient"] is True
    assert set(client["AllowedOAuthScopes"]) == {"openid", "email", "profile"}
    assert client["CallbackURLs"] == client["LogoutURLs"] == [{"Fn::Sub": "${WebOrigin}/"}]
    assert client["SupportedIdentityProviders"] == ["COGNITO"]
    assert client["GenerateSecret"] is False


def s3_of(published: Published) -> Any:
    """With the keys that every test has."""
    return boto3.resource("s3", endpoint_url=published.aws.url)


def versions(s3: Any, bucket: str) -> int:
    return len(list(s3.Bucket(bucket).object_versions.all()))


def test_taking_the_page_down_deletes_its_stack_its_bucket_and_every_version_in_it(published: Published) -> None:
    """Last in this file. CloudFormation deletes no bucket that has something in it; the local one does."""
    cloudformation, bucket = published.aws.client("cloudformation"), published.outputs["BucketName"]
    s3 = s3_of(published)
    assert versions(s3, bucket) > len(site(config(SYSTEM, published.outputs)))
    cloudformation.update_termination_protection(StackName=STACK, EnableTerminationProtection=True)
    with pytest.raises(SystemExit, match=f"{STACK} is protected"):
        take_down(STACK, cloudformation, s3)
    assert published.get("/index.html")[0] == 200

    left: list[Any] = []
    cloudformation.meta.events.register(
        "before-call.cloudformation.DeleteStack", lambda **_: left.append(versions(s3, bucket))
    )
    cloudformation.update_termination_protection(StackName=STACK, EnableTerminationProtection=False)
    take_down(STACK, cloudformation, s3, {"Delay": 1, "MaxAttempts": 30})

    assert left == [0]
    assert bucket not in {each["Name"] for each in published.aws.client("s3").list_buckets()["Buckets"]}
