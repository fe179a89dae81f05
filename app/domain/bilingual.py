"""Text that comes in both of the program's languages: the words of data, not of the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or title in Spanish and in English."""

    es: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the words in `language` ("es", "en", or a locale that starts so); in Spanish for any other."""
        return self.en if language.startswith("en") else self.es

    def format(self, **values: object) -> Self:
        """Fill the named gaps; a `Text` among the values goes in in its own language."""
        spanish = {key: value.es if isinstance(value, Text) else value for key, value in values.items()}
        english = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return type(self)(self.es.format(**spanish), self.en.format(**english))

    def __str__(self) -> str:
        """Return the Spanish words: the program's first language, in logs and exceptions."""
        return self.es


def joined(texts: list[Text], separator: str = "; ") -> Text:
    """Return `texts` one after another as one."""
    return Text(separator.join(text.es for text in texts), separator.join(text.en for text in texts))


def listed(texts: list[Text]) -> Text:
    """Return `texts` as a sentence names them: "a, b y c", "a, b and c"."""
    if not texts[1:]:
        return joined(texts)
    return Text("{first} y {last}", "{first} and {last}").format(first=joined(texts[:-1], ", "), last=texts[-1])


def text_from(value: object, where: str) -> Text:
    """Read `{es: …, en: …}`; raises ValueError naming `where` when a language is missing or empty."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected es and en, found {value!r}")
    words: dict[str, Any] = dict(value)
    if set(words) != {"es", "en"} or not all(isinstance(word, str) and word.strip() for word in words.values()):
        raise ValueError(f"{where}: needs exactly es and en, neither empty")
    return Text(words["es"].strip(), words["en"].strip())
