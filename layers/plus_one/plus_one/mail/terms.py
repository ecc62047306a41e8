"""The terms of the +1 Program in full, for the client. Their version is the domain's TERMS_VERSION."""


def terms(coach: str) -> tuple[str, ...]:
    return (
        f"One thing books a +1: {coach} marks the last session that you have on deck complete while you are enrolled."
        " That holds for a session that you missed, too. A cancelled session never books one.",
        "Exactly one session is booked each time, whatever size your package had.",
        f"Its rate is the rate of the last package that you booked with {coach}, at the moment of booking. A new"
        " package changes that rate at once. A +1 is not a package and never changes it.",
        f"{coach} can change the rate only by a new package that you book.",
        "A +1 has no date yet: the two of you agree on a time.",
        f"You and {coach} each get a mail when a +1 is booked, with its rate. These mails cannot be switched off. A"
        " heads-up, when one session is left, can.",
        "You can turn the program off at any time, and it is off at once: no +1 is booked after that. Only you can turn"
        " it on.",
        "Turning it off removes nothing that is on deck, and no +1 that was booked before.",
        "You can pause it until a day, say after how many +1s it stops, cap what it books in a calendar month, and set"
        f" a maximum rate. No +1 is booked against these settings, and {coach} does not see them.",
        f"The program is suspended while {coach} does not offer auto-renewal on your last package, while the rate is"
        " zero, while your settings ask for it, while our mail does not reach you, and while unusually many +1s were"
        " booked within 24 hours.",
        "When a +1 is not booked for such a reason, nothing is left on deck, and only marking a session complete can"
        " book one: the program starts again with the next package.",
        "Turning the program on books nothing and costs nothing. Each +1 is due at its rate. The program writes down"
        " what is due and takes no payment.",
    )
