"""HTTP for everybody: my profile, and the OpenAPI document of the whole API."""

from plus_one.cold_start import ready

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header

from plus_one.actions.retry_mail import retry_mail
from plus_one.actions.save_profile import current, save_profile
from plus_one.http import answers, edge, present
from plus_one.http.fields import build_models
from plus_one.http.openapi import document
from plus_one.http.requests import ProfileBody
from plus_one.mail import suppression
from plus_one.settings import TableSettings, from_environment
from plus_one.store.table import connect

settings = from_environment(TableSettings)
table = connect(settings.table_name)
app = edge.resolver()
handler = edge.handler(app, role=None, public=("GET /v1/openapi.json",))


@app.get("/v1/openapi.json", include_in_schema=False, compress=True)
def get_openapi(if_none_match: Annotated[str | None, Header(alias="if-none-match")] = None) -> Response[str]:
    """The only answer that caches may keep: it is the same for everybody, until the next version."""
    text, tag = document()
    headers = {"Cache-Control": "public, max-age=3600", "ETag": tag, "Vary": "Accept-Encoding"}
    if if_none_match and tag in if_none_match:
        return Response(status_code=304, body="", headers=headers, compress=False)
    return Response(status_code=200, content_type="application/json", body=text, headers=headers)


@app.get("/v1/profile")
def get_profile() -> answers.ProfileAnswer:
    """Get your profile. Your address is the verified one of the token."""
    return present.profile(current(table, edge.asked(app)))


@app.put("/v1/profile")
def put_profile(body: ProfileBody) -> answers.ProfileAnswer:
    """Change your name and your time zone."""
    return present.profile(save_profile(table, edge.asked(app), body.name, body.time_zone))


@app.post("/v1/profile/retry-mail")
def retry_profile_mail() -> answers.ProfileAnswer:
    """Ask for mail to your address again, after it refused some. Works once in 24 hours."""
    return present.profile(retry_mail(table, edge.asked(app), suppression.trust))


ready(build_models, table.prime)
