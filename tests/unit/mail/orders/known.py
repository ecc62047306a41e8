"""Moments, links and reasons that several mails name."""

from tests.unit.mail.samples import ONE_CLICK_URL

BERLIN = "Mon 23 Nov 2026, 11:00 (Europe/Berlin, UTC+1)"
NEW_YORK = "Mon 23 Nov 2026, 05:00 (America/New_York, UTC-5)"
EXACTLY = "Mon 23 Nov 2026, 11:00:05 (Europe/Berlin, UTC+1)"
PREFERENCES = "Manage +1 Program Preferences:\nhttps://app.example.com/#/preferences/coach-1"
ONE_CLICK = f"Turn +1 off for Maya Chen with one click:\n{ONE_CLICK_URL}"
NO_OFFER_MAILS = f"Turn offers by mail off for Maya Chen with one click:\n{ONE_CLICK_URL}"
NOT_RENEWABLE = "Maya Chen does not offer auto-renewal on the last package that you booked"
