"""Which addresses mail can be sent to, and as what."""

import pytest

from plus_one.mail.addresses import mailable


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("alex@example.com", "alex@example.com"),
        ("o'neil+x@Example.COM", "o'neil+x@Example.COM"),
        ('"a@b"@example.com', '"a@b"@example.com'),
        ("x@bücher.example", "x@xn--bcher-kva.example"),
        ("x@BÜCHER.example", "x@xn--bcher-kva.example"),
        ("x@xn--bcher-kva.example", "x@xn--bcher-kva.example"),
        ("x@straße.example", "x@xn--strae-oqa.example"),
        ("x@例え。テスト", "x@xn--r8jz45g.xn--zckzah"),
        ("x@שלום.example", "x@xn--9dbne9b.example"),
        ("x@βόλος.example", "x@xn--nxasmm1c.example"),
    ],
)
def test_a_domain_is_sent_in_its_ascii_form(address: str, sent: str) -> None:
    """IDNA 2008: ß and ς are letters of their own, or the mail would go to somebody else's domain."""
    assert mailable(address) == sent


@pytest.mark.parametrize(
    "address",
    [
        "müller@example.com",
        "иван@пример.example",
        "x@☃.example",
        "x@a\u0300\u0301..example",
        f"x@{'ü' * 64}.example",
        f"x@{'a' * 64}.example",
        "x@xn--zz-.example",
        "x@a..example",
        f"{'x' * 243}@example.com",
        f"x@{'bücher.' * 20}example",
        "@example.com",
        "x@",
        "x",
        "",
    ],
)
def test_an_address_that_ses_would_refuse_is_none(address: str) -> None:
    assert mailable(address) is None


def test_the_longest_address_has_254_characters() -> None:
    assert mailable(f"{'x' * 242}@example.com")
