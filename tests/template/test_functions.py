"""The functions: the folders are the list, and none may do more than it needs."""

import re
from pathlib import Path
from typing import Any

from local.render import CODE_BUCKET, Template, resources
from plus_one import settings

ROOT = Path(__file__).parents[2]
TABLE = {"Fn::GetAtt": ["Table", "Arn"]}
# SES knows no resource for it: the list is the account's.
FOR_THE_ACCOUNT = "ses:DeleteSuppressedDestination"
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}


def functions(template: Template) -> dict[str, Any]:
    """Folder -> properties."""
    found = resources(template, "AWS::Lambda::Function").values()
    return {each["Code"]["S3Key"].removeprefix("functions/"): each for each in found}


def roles(template: Template) -> dict[str, Any]:
    return resources(template, "AWS::IAM::Role")


def statements(role: Any) -> list[Any]:
    return [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def settings_read_by(app: Path) -> set[str]:
    wanted = re.findall(r"from_environment\((\w+)\)", app.read_text(encoding="utf-8"))
    return {name.upper() for each in wanted for name in getattr(settings, each)._fields}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_folders_are_the_list_of_functions(template: Template) -> None:
    assert sorted(functions(template)) == sorted(each.parent.name for each in ROOT.glob("functions/*/app.py"))


def test_all_code_of_the_template_is_in_the_repository(template: Template) -> None:
    layers = resources(template, "AWS::Lambda::LayerVersion").values()
    code = [each["Code"] for each in functions(template).values()] + [each["Content"] for each in layers]

    assert all(each["S3Bucket"] == CODE_BUCKET and (ROOT / each["S3Key"]).is_dir() for each in code)


def test_every_function_runs_on_arm_with_the_one_layer_and_the_shared_log(template: Template) -> None:
    (layer,) = resources(template, "AWS::Lambda::LayerVersion")
    for function in functions(template).values():
        assert (function["Runtime"], function["Architectures"]) == ("python3.13", ["arm64"])
        assert function["Handler"] == "app.handler"
        assert function["Layers"] == [{"Ref": layer}]
        assert function["LoggingConfig"]["LogGroup"] == {"Ref": "FunctionLog"}


def test_a_function_gets_the_settings_that_it_reads_and_no_other(template: Template) -> None:
    for name, function in functions(template).items():
        given = set(function["Environment"]["Variables"])
        assert given == POWERTOOLS | settings_read_by(ROOT / "functions" / name / "app.py"), name


def test_logs_and_metrics_name_the_function_by_its_folder(template: Template) -> None:
    for name, function in functions(template).items():
        assert function["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == name


def test_no_role_may_do_everything_to_anything(template: Template) -> None:
    for role in roles(template).values():
        for statement in statements(role):
            assert all("*" not in action for action in as_list(statement["Action"]))
            assert "*" not in as_list(statement["Resource"]) or statement["Action"] == FOR_THE_ACCOUNT


def test_every_role_is_within_the_boundary(template: Template) -> None:
    """Else SAM's own policies for logs and streams would reach those of the whole account."""
    [boundary] = resources(template, "AWS::IAM::ManagedPolicy")

    assert [name for name, role in roles(template).items() if role["PermissionsBoundary"] != {"Ref": boundary}] == []


def test_no_function_scans_or_deletes(template: Template) -> None:
    actions = {
        action for role in roles(template).values() for each in statements(role) for action in as_list(each["Action"])
    }

    assert actions.isdisjoint(
        {"dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:DeleteTable", "dynamodb:PartiQLSelect"}
    )


def test_only_send_notices_and_the_sweep_mail_and_only_from_our_address(template: Template) -> None:
    mailing = {
        name: each
        for name, role in roles(template).items()
        for each in statements(role)
        if "ses:SendEmail" in as_list(each["Action"])
    }

    assert sorted(mailing) == ["SendNoticesFunctionRole", "SweepFunctionRole"]
    for statement in mailing.values():
        assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "SenderAddress"}}}


def test_ses_holds_mails_back_from_addresses_that_bounced_hard_and_from_no_other(template: Template) -> None:
    """A complaint about an offer is no word about the address."""
    (mail,) = resources(template, "AWS::SES::ConfigurationSet").values()

    assert mail["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE"]}


def test_only_where_a_flag_is_cleared_an_address_is_taken_from_the_list_of_ses(template: Template) -> None:
    trusting = [
        name
        for name, role in roles(template).items()
        for each in statements(role)
        if FOR_THE_ACCOUNT in as_list(each["Action"])
    ]

    assert sorted(trusting) == ["AccountApiFunctionRole", "ClientApiFunctionRole"]


def test_the_table_is_reached_by_its_own_arn(template: Template) -> None:
    indexes = [{"Fn::Sub": f"${{Table.Arn}}/index/{name}"} for name in ("GSI1", "GSI2")]
    for role in roles(template).values():
        for statement in statements(role):
            if as_list(statement["Action"])[0].startswith("dynamodb:"):
                assert all(each in (TABLE, *indexes) for each in as_list(statement["Resource"]))


def test_nobody_but_the_filtered_stream_the_api_the_schedule_and_the_rule_for_mail_events_can_start_a_function(
    template: Template,
) -> None:
    permissions = resources(template, "AWS::Lambda::Permission").values()
    by_events = [each for each in permissions if each["Principal"] == "events.amazonaws.com"]

    assert {each["Principal"] for each in permissions} == {"apigateway.amazonaws.com", "events.amazonaws.com"}
    assert {each["FunctionName"]["Ref"]: each["SourceArn"] for each in by_events} == {
        "MailFeedbackFunction": {"Fn::GetAtt": ["MailFeedbackFunctionMailEvent", "Arn"]},
        "SweepFunction": {"Fn::GetAtt": ["SweepFunctionEveryMinute", "Arn"]},
    }


def test_the_sweep_runs_every_minute(template: Template) -> None:
    rule = resources(template, "AWS::Events::Rule")["SweepFunctionEveryMinute"]

    assert rule["ScheduleExpression"] == "rate(1 minute)"
    assert [target["Arn"] for target in rule["Targets"]] == [{"Fn::GetAtt": ["SweepFunction", "Arn"]}]


def test_only_who_signs_and_who_checks_links_reads_the_keys(template: Template) -> None:
    reading = {
        name: each["Resource"]
        for name, role in roles(template).items()
        for each in statements(role)
        if any(action.startswith("secretsmanager:") for action in as_list(each["Action"]))
    }
    secret = {"Fn::GetAtt": ["LinkKeys", "Id"]}

    assert reading == dict.fromkeys(("SendNoticesFunctionRole", "SweepFunctionRole", "UnsubscribeFunctionRole"), secret)


def test_only_send_notices_and_the_sweep_announce_and_only_on_our_bus(template: Template) -> None:
    announcing = {
        name: each["Resource"]
        for name, role in roles(template).items()
        for each in statements(role)
        if any(action.startswith("events:") for action in as_list(each["Action"]))
    }

    assert sorted(announcing) == ["SendNoticesFunctionRole", "SweepFunctionRole"]
    assert all(resource == {"Fn::GetAtt": ["Bus", "Arn"]} for resource in announcing.values())


def test_the_bus_is_ours_alone_and_others_find_it_in_the_outputs(template: Template) -> None:
    [bus] = resources(template, "AWS::Events::EventBus").values()

    assert bus["Name"] == {"Ref": "AWS::StackName"}
    assert template["Outputs"]["BusArn"]["Value"] == {"Fn::GetAtt": ["Bus", "Arn"]}


def test_the_bus_takes_events_of_the_two_functions_that_announce_and_of_nobody_else(template: Template) -> None:
    [policy] = resources(template, "AWS::Events::EventBusPolicy").values()
    denied = policy["Statement"]

    assert policy["EventBusName"] == {"Ref": "Bus"}
    assert (denied["Effect"], denied["Principal"], denied["Action"]) == ("Deny", "*", "events:PutEvents")
    assert denied["Resource"] == {"Fn::GetAtt": ["Bus", "Arn"]}
    assert denied["Condition"] == {
        "ArnNotEquals": {
            "aws:PrincipalArn": [
                {"Fn::GetAtt": ["SendNoticesFunctionRole", "Arn"]},
                {"Fn::GetAtt": ["SweepFunctionRole", "Arn"]},
            ]
        }
    }


def test_the_public_link_can_read_and_put_and_nothing_else(template: Template) -> None:
    table, _ = statements(roles(template)["UnsubscribeFunctionRole"])

    assert table["Action"] == ["dynamodb:BatchGetItem", "dynamodb:PutItem"]
