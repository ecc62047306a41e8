"""The colours that the style sheet gives an element, in light or dark, and the contrast of WCAG 2."""

import re
from xml.etree.ElementTree import Element

COLOURS = ("color", "background-color")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_OTHER_MEDIA = re.compile(r"@media [^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")

type Rule = tuple[str, str, str]


def rules(css: str, scheme: str) -> list[Rule]:
    """(selector, property, value) of every colour, in the order of the cascade: elements before classes."""
    plain = _OTHER_MEDIA.sub("", _DARK.sub("", css))
    dark = "".join(_DARK.findall(css)) if scheme == "dark" else ""
    found = [
        (selector.strip(), name.strip(), value.strip())
        for selectors, declarations in _RULE.findall(plain + dark)
        for selector in selectors.split(",")
        for name, _, value in (declaration.partition(":") for declaration in declarations.split(";"))
        if name.strip() in COLOURS
    ]
    return sorted(found, key=lambda rule: rule[0].startswith("."))


def colours(chain: tuple[Element, ...], cascade: list[Rule]) -> tuple[str, str]:
    """Text and background of the last element of the chain: its own, or else those of what it is in."""
    text, background = (_nearest(chain, cascade, name) for name in COLOURS)
    return text, background


def ratio(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _nearest(chain: tuple[Element, ...], cascade: list[Rule], name: str) -> str:
    for element in reversed(chain):
        own = [value for selector, prop, value in cascade if prop == name and _matches(element, selector)]
        if own:
            return own[-1]
    raise AssertionError(f"no {name} for <{chain[-1].tag}>")


def _matches(element: Element, selector: str) -> bool:
    """A colour rule is for an element or for a class; anything else would need a real cascade."""
    assert re.fullmatch(r"\.?[a-z0-9]+", selector), f"contrast cannot be computed for {selector}"
    return element.tag == selector or selector[1:] in element.get("class", "").split()


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
