"""The terms of the +1 Program in full, for the client. Their version is the domain's TERMS_VERSION."""


def terms(coach: str) -> tuple[str, ...]:
    return (
        f"One thing leads to a +1: {coach} marks the last session that you have on deck complete. A session that you"
        " missed counts, too. A cancelled session never leads to one. While you are enrolled, we book it by"
        " ourselves.",
        "Exactly one session is booked for each such completion, at most once, whatever size your package had.",
        f"Its rate is the rate of the last package that you booked with {coach}, at the moment of booking. A new"
        " package changes that rate at once. A +1 is not a package and never changes it.",
        f"{coach} can change the rate only by a new package that you book.",
        "A +1 has no date yet: the two of you agree on a time.",
        f"You and {coach} each get a mail when a +1 is booked, with its rate. These mails cannot be switched off. A"
        " heads-up, when one session is left, can.",
        "You can turn the program off at any time, and it is off at once: no +1 is booked after that, also none that"
        " was on hold. Only you can turn it on.",
        "Turning it off removes nothing that is on deck, and no +1 that was booked before.",
        "You can pause it until a day, say after how many +1s it stops, cap what it books in a calendar month, and set"
        f" a maximum rate. No +1 is booked against these settings, and {coach} does not see them.",
        "When one of these settings stands in the way after your last session, the next one is on hold. We book it on"
        " the first day on which nothing stands in the way, at your rate on that day. We tell you by mail when it is"
        " put on hold and when it is booked. If that day is more than a week away, we remind you three days before it.",
        "Saving your settings can book what is on hold, and the page says so before you save. You can also book it at"
        " once on the page. That passes your own limits, this one time.",
        "Some holds end only if you say so: a rate above your maximum or above your whole cap, a number of +1s that is"
        " used up, and a day more than 180 days after your last session. We ask you by mail, and silence is no.",
        "What is on hold is not booked once you turn the program off or book a package. The same is true once"
        f" {coach} undoes the completion or ends the work with you. {coach} can do that at any time, and then nothing"
        " more is booked.",
        f"No +1 is booked while {coach} does not offer auto-renewal on your last package, and none while the rate is"
        " zero. A +1 is on hold while our mail does not reach you, and while unusually many were booked within 24"
        " hours.",
        "Turning the program on books nothing and costs nothing. Each +1 is due at its rate. The program writes down"
        " what is due and takes no payment.",
    )
