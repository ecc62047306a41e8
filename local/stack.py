"""The whole stack as one context: what enters it has everything running, what leaves it leaves nothing behind."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local import aws, people, stack_file
from local.browsers import Browsers
from local.bus import Bus, read_rules
from local.console import say
from local.containers import named_by_containers, reachable
from local.deploy import Deployed, deploy
from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.people import PASSWORD, Person
from local.render import Template, render
from local.server import Pages, serve
from local.ses import Account
from local.settings import PROJECT, Settings, check_ports
from local.streaming import streaming
from local.web import Web

SENDER = "plus-one@example.com"
# As `ops backfill` marks a table in which no offer of 0.1.0 is left to be found.
BACKFILLED: Any = {"PK": {"S": "TABLE"}, "SK": {"S": "OPEN_OFFERS"}, "type": {"S": "marker"}}


@dataclass(frozen=True)
class Stack:
    aws: aws.Aws
    described: Mapping[str, Any]
    people: list[Person]


@contextlib.contextmanager
def running(settings: Settings, project: Path = PROJECT) -> Iterator[Stack]:
    check_ports(settings)
    stack_file.remove_stale(settings.stack_file)
    log, container_host = settings.stack_file.with_name("aws.log"), named_by_containers(settings.docker)
    mails = {"AWS_ENDPOINT_URL_SESV2": settings.url}
    with contextlib.ExitStack() as parts:
        local_aws = parts.enter_context(aws.start(settings.aws_port, mails, log, container_host))
        parts.enter_context(reachable(container_host, settings.aws_port, settings.port))
        deployed = deploy(local_aws, project, _rendered(settings, project), _parameters(settings))
        outputs = deployed.outputs
        local_aws.client("dynamodb").put_item(TableName=outputs["TableName"], Item=BACKFILLED)
        described = _describe(settings, outputs)
        web = Web(described)
        parts.enter_context(serve(settings.port, _pages(settings, local_aws, deployed, web, container_host)))
        settled = people.settle_in(local_aws, outputs["UserPoolId"], outputs["UserPoolClientId"], settings.url)
        web.people.extend(settled)
        names = {person.user_id: person.name for person in settled}
        parts.enter_context(streaming(local_aws, outputs["TableStreamArn"], names))
        parts.enter_context(stack_file.written(settings.stack_file, described))
        yield Stack(local_aws, described, settled)


def _rendered(settings: Settings, project: Path) -> Template:
    """The sign-in comes back to the pages of ORIGINS, too."""
    template = render(project / "template.yaml")
    for urls in ("CallbackURLs", "LogoutURLs"):
        template["Resources"]["UserPoolClient"]["Properties"][urls] += [f"{origin}/" for origin in settings.origins]
    return template


def _parameters(settings: Settings) -> dict[str, str]:
    return {
        "AllowPasswordAuth": "true",
        "SelfSignUp": "true",
        "UserPoolTier": "LITE",
        "WebOrigin": settings.web_url,
        "ApiOrigin": settings.url,
        "SenderAddress": SENDER,
    }


def _pages(settings: Settings, local_aws: aws.Aws, deployed: Deployed, web: Web, container_host: str) -> Pages:
    gateway = Gateway(
        local_aws.url, deployed.resources["Api"], settings.web_url, say, local_aws.passphrase, settings.origins
    )
    account = Account(frozenset({SENDER}), frozenset({deployed.resources["MailConfigurationSet"]}))
    bus = Bus(local_aws, read_rules(local_aws), say)
    browsers = Browsers(frozenset(settings.pages), frozenset({container_host} - {""}))
    return Pages(gateway, Outcomes(Mails(), emit=bus.put, tell=say), account, web, browsers)


def _describe(settings: Settings, outputs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "api_url": settings.url,
        "mailbox_url": f"{settings.url}/mailbox",
        "web_url": settings.web_url,
        "sign_in_url": settings.url,
        "origins": settings.origins,
        "aws_endpoint_url": settings.aws_url,
        "container_host": named_by_containers(settings.docker),
        "region": aws.REGION,
        "user_pool_id": outputs["UserPoolId"],
        "user_pool_client_id": outputs["UserPoolClientId"],
        "table_name": outputs["TableName"],
        "users": [{"email": each.email, "password": PASSWORD, "role": each.role} for each in people.PEOPLE],
    }
