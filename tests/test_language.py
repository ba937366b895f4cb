"""The language model does not come to hold more with every article, and says the same."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sourcebook import analysis
from sourcebook.annotate import language
from sourcebook.records import Seed

TEXT = (
    "Harbour of {0}burgh, Friday\n\nThe {0}mayor of {0}burgh, Ada {0}quill, said 12 {0}barges had “left the {0}quay”"
    " on Monday.\n\nPolice called the recording {0}authentic and the {0}ish dredger sank.\n"
)


def seed(word: str) -> Seed:
    """Return an article with words that no other has."""
    return Seed(id=word, path=f"{word}.txt", sha256="", key="", text=TEXT.format(word))


def test_words_of_an_article_are_forgotten_once_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on the model's words stay as many as they are; what is found is the same, also of words seen before."""
    strings = language.load().vocab.strings
    analysis.analyse_one(seed("Known"))
    monkeypatch.setattr(language, "_MOST_WORDS", len(strings) - 1)
    words = ("Zwirn", "Known", "Brask", "Zwirn")
    before = len(strings)
    forgotten = [analysis.analyse_one(seed(word)) for word in words]
    assert len(strings) == before
    monkeypatch.undo()
    assert forgotten == [analysis.analyse_one(seed(word)) for word in words]
    assert len(strings) > before


def test_one_thread_at_a_time_asks_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one forgets would be another's, too; what several find at a time is what one finds alone."""
    seeds = [seed(f"{word}{letter}") for word in ("Qual", "Strav") for letter in "abcd"]
    alone = [analysis.analyse_one(each) for each in seeds]
    monkeypatch.setattr(language, "_MOST_WORDS", 0)
    model, asking, most = language.model, [0], [0]

    def noted(*given: Any, **named: Any) -> Any:
        asking[0] += 1
        most[0] = max(most[0], asking[0])
        time.sleep(0.01)
        found = model(*given, **named)
        asking[0] -= 1
        return found

    monkeypatch.setattr(language, "model", noted)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(analysis.analyse_one, seeds)) == alone
    assert most == [1]
