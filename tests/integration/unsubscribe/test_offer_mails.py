"""The link of an offer's mail turns that coach's offers by mail off, and nothing else."""

import boto3
import pytest

from plus_one.domain.tokens import Purpose
from plus_one.store import contacts, keys
from plus_one.store.table import Contended, Table
from tests.conftest import TABLE
from tests.integration.unsubscribe.link import OFFER, PATH, follow, ids, state, token_of, wrong_tokens
from tests.marketplace import Json, Marketplace, Person, client, coach

OFFERS = Purpose.OFFER_MAILS


def offer(marketplace: Marketplace, alex: Person, casey: Person) -> None:
    marketplace.call(alex, "GET", "/v1/profile")
    assert marketplace.call(casey, "POST", "/v1/offers", OFFER | {"client_id": alex.user_id}).status == 201


def link_of(marketplace: Marketplace, kind: str, alex: Person) -> str:
    mail = [mail for mail in marketplace.mails_of(kind) if mail.to == (alex.email,)][-1]
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert url in (mail.text or "")
    return url.removeprefix("https://api.example.com" + PATH)


def contact(marketplace: Marketplace, alex: Person, casey: Person) -> Json:
    return marketplace.call(alex, "GET", f"/v1/coaches/{casey.user_id}/contact").body


@pytest.fixture
def strangers(marketplace: Marketplace) -> tuple[Person, Person]:
    alex, casey = client(), coach()
    offer(marketplace, alex, casey)
    return alex, casey


def test_the_link_of_an_offer_mail_turns_offers_by_mail_off_without_a_pairing(
    marketplace: Marketplace, strangers: tuple[Person, Person]
) -> None:
    marketplace.settle()
    answer = follow(marketplace, "POST", link_of(marketplace, "offer_made", strangers[0]))
    assert answer.status == 200
    assert "Offers by mail are off" in answer.body
    assert "We no longer mail you offers from Casey." in answer.body
    assert contact(marketplace, *strangers) == {"offers_by_mail": False, "offers": True}


def test_it_leaves_the_plus_one_program_on(marketplace: Marketplace, pair: tuple[Person, Person]) -> None:
    offer(marketplace, *pair)
    marketplace.settle()
    follow(marketplace, "POST", link_of(marketplace, "offer_made", pair[0]))
    assert contact(marketplace, *pair)["offers_by_mail"] is False
    assert state(marketplace, *pair) == "enrolled"


def test_the_link_of_all_other_mails_leaves_offers_by_mail_on(
    marketplace: Marketplace, pair: tuple[Person, Person]
) -> None:
    marketplace.settle()
    follow(marketplace, "POST", link_of(marketplace, "enrolled", pair[0]))
    assert state(marketplace, *pair) == "not_enrolled"
    assert contact(marketplace, *pair)["offers_by_mail"] is True


def test_offers_of_other_coaches_are_mailed_as_before(
    marketplace: Marketplace, strangers: tuple[Person, Person]
) -> None:
    alex, robin = strangers[0], coach("Robin")
    follow(marketplace, "POST", token_of(*strangers, purpose=OFFERS))
    offer(marketplace, alex, robin)
    marketplace.settle()
    assert {mail.tags["coach_id"] for mail in marketplace.mails_of("offer_made")} == {robin.user_id}


def test_asking_changes_nothing_and_says_what_would_be_turned_off(
    marketplace: Marketplace, strangers: tuple[Person, Person]
) -> None:
    token = token_of(*strangers, purpose=OFFERS)
    with marketplace.writing_nothing():
        asked, head = follow(marketplace, "GET", token), follow(marketplace, "HEAD", token)
        wrong = [follow(marketplace, "GET", f"offers.{each}") for each in wrong_tokens(*strangers)]
    assert (asked.status, head.status, head.body) == (200, 200, None)
    assert "Turn offers by mail off?" in asked.body
    assert {(page.status, page.body) for page in wrong} == {(200, asked.body)}


def test_a_wrong_link_turns_nothing_off_is_404_and_costs_no_read(
    marketplace: Marketplace, strangers: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = token_of(*strangers, purpose=OFFERS)
    forged = [*(f"offers.{each}" for each in wrong_tokens(*strangers)), f"offers.{token_of(*strangers)}", good[7:]]

    def read(*_: object) -> None:
        raise AssertionError("the table was read")

    monkeypatch.setattr(Table, "get", read)
    answers = [follow(marketplace, "POST", token) for token in forged]
    assert {answer.status for answer in answers} == {404}


def test_again_it_says_the_same_and_writes_nothing(marketplace: Marketplace, strangers: tuple[Person, Person]) -> None:
    first = follow(marketplace, "POST", token_of(*strangers, purpose=OFFERS))
    with marketplace.writing_nothing():
        again = follow(marketplace, "POST", token_of(*strangers, age=3, purpose=OFFERS))
    assert (again.status, again.body) == (first.status, first.body)


def test_however_often_somebody_else_writes_first_it_is_turned_off(
    marketplace: Marketplace, strangers: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    write, lost = Table.write, iter(range(12))

    def late(table: Table, what: Json) -> None:
        if next(lost, None) is not None:
            raise Contended
        write(table, what)

    monkeypatch.setattr(Table, "write", late)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert follow(marketplace, "POST", token_of(*strangers, purpose=OFFERS)).status == 200
    assert contact(marketplace, *strangers)["offers_by_mail"] is False


def test_a_failure_is_a_page_that_names_offers_by_mail(
    marketplace: Marketplace, strangers: tuple[Person, Person]
) -> None:
    boto3.client("secretsmanager").delete_secret(SecretId="link-keys", ForceDeleteWithoutRecovery=True)
    answer = follow(marketplace, "POST", token_of(*strangers, purpose=OFFERS))
    assert answer.status == 500
    assert "whether offers by mail are off" in answer.body


def test_a_coach_who_never_signed_in_is_this_coach(marketplace: Marketplace) -> None:
    alex, casey = client(), coach()
    answer = follow(marketplace, "POST", token_of(alex, casey, purpose=OFFERS))
    assert "We no longer mail you offers from this coach." in answer.body
    [item] = Table(boto3.client("dynamodb"), TABLE).get(keys.contact(*ids(alex, casey)))
    assert contacts.from_item(item, *ids(alex, casey)).by_mail is False
