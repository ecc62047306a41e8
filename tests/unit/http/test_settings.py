"""A setting that the domain knows can be sent, and is answered (api.md, "enrollment")."""

from plus_one.domain.settings import DEFAULTS, SETTINGS
from plus_one.http.answers import SettingsAnswer
from plus_one.http.requests import SettingsBody


def test_every_setting_can_be_sent_and_is_answered() -> None:
    assert tuple(SettingsBody.model_fields) == tuple(SettingsAnswer.model_fields) == SETTINGS


def test_a_body_that_leaves_all_out_means_the_defaults() -> None:
    assert SettingsBody().settings() == DEFAULTS  # type: ignore[call-arg]
