"""The mailbox: each mail as a person would see it. What mails say is escaped, or shut in a frame that runs nothing."""

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from local.behaviours import MEANS
from local.mails import Mail

HERE = Path(__file__).parent
STYLE = (HERE / "mailbox.css").read_text(encoding="utf-8")
SCRIPT = (HERE / "mailbox.js").read_text(encoding="utf-8")
PAGE = Markup((HERE / "mailbox.html").read_text(encoding="utf-8"))  # noqa: S704

# Links of a mail open in a new tab; nothing in it runs, and nothing remote is loaded.
FRAME = "allow-popups allow-popups-to-escape-sandbox"
MAIL_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; sandbox {FRAME}"
PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "script", "connect", "frame")),
        "frame-ancestors 'none'",
    ]
)

EMPTY = Markup("""\
<p>No mail yet.</p>
<p>Mails come when something happens: let a coach make an offer for one client, let the client book it and enroll, let
the coach complete the last session. The console of <code>make run</code> has the commands. This page refreshes by
itself.</p>
""")

ARTICLE = Markup("""\
<article>
<h2>{subject}</h2>
<p>to <bdi>{to}</bdi> · <time datetime="{sent_at}">{sent_at}</time> · {outcome}</p>
<div class="parts">
<section>
<h3>HTML</h3>
<iframe loading="lazy" sandbox="{frame}" src="/mailbox/{id}.html" title="HTML part of {nth}: \u2068{subject}\u2069">
</iframe>
</section>
<section>
<h3>Text</h3>
<pre tabindex="0">{text}</pre>
</section>
</div>
<details><summary>Headers and tags<span class="hidden"> of {nth}</span></summary><dl>{headers}</dl></details>
</article>
""")

HEADER = Markup("<dt>{name}</dt><dd>{value}</dd>")

TRY = """\
curl -s {url}/behaviour -H 'content-type: application/json' \\
  -d '{{"address":"alex.client@example.com","does":"bounce"}}'"""


def page(oldest_first: list[Mail], unusual: Mapping[str, str], url: str) -> str:
    """`unusual`: what addresses do, but for those that just get their mail; `url`: of this page."""
    numbered = reversed(list(enumerate(oldest_first, start=1)))
    mails = Markup().join(_article(mail, f"mail {number}") for number, mail in numbered)
    return PAGE.format(
        count=len(oldest_first),
        mails=mails or EMPTY,
        command=TRY.format(url=url),
        means=_list({does.value: said for does, said in MEANS.items()}),
        unusual=_list(unusual) if unusual else Markup("<p>None: every mail is delivered.</p>"),
    )


def html_part(mail: Mail) -> str:
    return '<!doctype html><base target="_blank">' + (mail.html or "<p>This mail has no HTML part.</p>")


def _article(mail: Mail, nth: str) -> Markup:
    named = {**mail.all_headers(), **{f"tag {name}": value for name, value in mail.tags.items()}}
    return ARTICLE.format(
        id=mail.message_id,
        nth=nth,
        subject=mail.subject,
        to=", ".join(mail.to),
        sent_at=mail.sent_at,
        outcome=mail.outcome,
        text=mail.text or "This mail has no text part.",
        frame=FRAME,
        headers=_terms(named),
    )


def _list(named: Mapping[str, str]) -> Markup:
    return Markup("<dl>{}</dl>").format(_terms(named))


def _terms(named: Mapping[str, str]) -> Markup:
    return Markup().join(HEADER.format(name=name, value=value) for name, value in named.items())
