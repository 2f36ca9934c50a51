"""What customers write to a garden shop: our own sentences, fifteen for each of four intents."""

from __future__ import annotations

__all__ = ["SENTENCES", "STRANGE", "UNSEEN", "write_sentences"]

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = {
    "cancel order": (
        "Please cancel my order.",
        "I want to cancel the order that I placed this morning.",
        "Can you stop order 4711 before it is sent?",
        "I ordered by mistake, take the order back please",
        "How do I cancel something I bought?",
        "do not send the wheelbarrow, I changed my mind",
        "Cancel everything in my last order",
        "I no longer need the roses that I ordered yesterday.",
        "Could you call off my order of ten bags of soil?",
        "My wife has ordered the same, so please cancel mine.",
        "I'd like to withdraw from my purchase",
        "Is it still possible to cancel?",
        "Remove the hedge trimmer from my order, I won't take it.",
        "stop my order now",
        "I have to cancel because we are moving house.",
    ),
    "opening hours": (
        "When do you open?",
        "Are you open on Sundays?",
        "What time does the shop close tonight?",
        "opening hours please",
        "Is the garden centre open at Easter?",
        "How late can I come on a Saturday?",
        "Do you close over lunch?",
        "I want to come at eight in the morning, is anybody there?",
        "Which days are you closed?",
        "Are you open on the first of May?",
        "till when can I shop today",
        "What are your hours in winter?",
        "Will the nursery be open during the holidays?",
        "Can I come by after six in the evening?",
        "Do you have different opening times in summer?",
    ),
    "plant care": (
        "How often should I water a lemon tree?",
        "The leaves of my hydrangea turn yellow, what can I do?",
        "When is the best time to prune roses?",
        "Which fertiliser do tomatoes need?",
        "My orchid has lost all its flowers",
        "Can lavender stand in the shade?",
        "There are small white flies on my basil.",
        "How deep do I plant tulip bulbs?",
        "Does a fig tree survive frost?",
        "what soil is right for blueberries",
        "My lawn is full of moss. How do I get rid of it?",
        "Should I cut the lavender after it has bloomed?",
        "How much sun does an olive tree want?",
        "Snails eat all my salad, is there a remedy?",
        "Do I have to bring the oleander inside in winter?",
    ),
    "where is my parcel": (
        "Where is my parcel?",
        "I ordered two weeks ago and nothing has come.",
        "Has my order been sent yet?",
        "The tracking number does not work",
        "When will the apple trees be delivered?",
        "My package should have arrived on Monday.",
        "Can you tell me when the delivery comes?",
        "still waiting for my seeds",
        "The courier says he delivered it, but I have got nothing.",
        "How long does shipping take?",
        "Is there any news of my delivery?",
        "I have not received the pots that I bought.",
        "track my order",
        "Why is the delivery so late?",
        "Did you send the garden bench already?",
    ),
}

UNSEEN = {
    "cancel order": ("please cancel order 815", "I do not want the order any more, cancel it"),
    "opening hours": ("are you open tomorrow evening?", "when do you close on Fridays"),
    "plant care": ("how do I water an orchid?", "my tomatoes have yellow leaves"),
    "where is my parcel": ("where is my delivery", "my package has not arrived"),
}

STRANGE = (
    "The committee adopted the minutes of its ninth meeting.",
    "import numpy as np",
    "Der Zug nach Hamburg fährt heute von Gleis sieben.",
    "Her violin concerto opens with a slow movement in D minor.",
    "qwertz uiop asdf",
)


def write_sentences(folder: Path) -> Path:
    """Write the sentences as text files in a folder for each label; return the folder."""
    for label, sentences in SENTENCES.items():
        (folder / label).mkdir(parents=True)
        for number, sentence in enumerate(sentences):
            (folder / label / f"{number}.txt").write_text(sentence, encoding="utf-8")
    return folder
