"""The API on the page's origin, and what stands before and beside both in the page's stack."""

from typing import Any

import pytest
from cfnlint.decode import cfn_yaml

from web.site import FOLDER

# Policies of AWS, as the CloudFront guide names them.
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


@pytest.fixture(scope="module")
def declared() -> Any:
    return cfn_yaml.load(str(FOLDER / "template.yaml"))


def test_the_api_is_on_the_pages_origin_by_tls_with_its_tokens_and_nothing_of_it_is_kept(declared: Any) -> None:
    distribution = declared["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    [behaviour] = distribution["CacheBehaviors"]
    api = distribution["Origins"][1]

    assert behaviour["PathPattern"] == "/v1/*"
    assert behaviour["TargetOriginId"] == api["Id"]
    assert api["DomainName"] == {"Fn::Select": [1, {"Fn::Split": ["://", {"Ref": "ApiOrigin"}]}]}
    assert api["CustomOriginConfig"] == {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
    assert behaviour["ViewerProtocolPolicy"] == "https-only"
    assert {"GET", "POST", "PUT", "DELETE"} < set(behaviour["AllowedMethods"])
    assert (behaviour["CachePolicyId"], behaviour["OriginRequestPolicyId"]) == (CACHING_DISABLED, ALL_BUT_HOST)
    assert "Compress" not in behaviour
    assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "ApiHeaders"}


def test_answers_of_the_api_keep_their_own_policy(declared: Any) -> None:
    headers = declared["Resources"]["ApiHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]

    assert set(headers["SecurityHeadersConfig"]) == {"ContentTypeOptions", "StrictTransportSecurity"}
    assert "CustomHeadersConfig" not in headers


def test_a_web_acl_stands_before_both_if_there_is_one(declared: Any) -> None:
    distribution = declared["Resources"]["Distribution"]["Properties"]["DistributionConfig"]

    assert distribution["WebACLId"] == {"Fn::If": ["HasWebAcl", {"Ref": "WebAclArn"}, {"Ref": "AWS::NoValue"}]}
    assert declared["Parameters"]["WebAclArn"]["Default"] == ""


def test_the_log_has_nothing_of_who_asked_from_where_and_for_what(declared: Any) -> None:
    resources = declared["Resources"]

    assert set(resources["LogDelivery"]["Properties"]["RecordFields"]) == {
        "date",
        "time",
        "cs-method",
        "sc-status",
        "sc-bytes",
        "time-taken",
        "x-edge-result-type",
    }
    assert resources["Log"]["Properties"]["RetentionInDays"] == 30
    assert [each["Type"] for each in resources.values()].count("AWS::Logs::Delivery") == 1
    assert "Logging" not in resources["Distribution"]["Properties"]["DistributionConfig"]
