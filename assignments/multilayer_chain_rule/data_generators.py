"""Made-up tweets about a football team, and three features of each. Given to you: use it, do not hand it in."""

import re

import numpy as np
from numpy.typing import NDArray

FEATURE_NAMES = ("word_count", "has_team", "has_exclamation")
TEAM = re.compile(r"\b(dolphins|fins|miami)\b", re.IGNORECASE)

# The label is 1 if its author is happy with the team, 0 if not. All four combinations of the last two features occur
# with both labels, so no single feature gives the label away.
TWEETS = (
    ("Go Dolphins!", 1),
    ("The Dolphins lost again", 0),
    ("Best drive of the whole season!", 1),
    ("Nobody can tackle any more", 0),
    ("Fins up, what a comeback!", 1),
    ("Three fumbles, Miami, really!", 0),
    ("A quiet, solid win tonight", 1),
    ("Fire the coach!", 0),
    ("Miami looked sharp from the first whistle", 1),
    ("Fins down by twenty at half time", 0),
    ("That catch was unreal!", 1),
    ("Another flag, another drive thrown away!", 0),
    ("Proud of this Dolphins defence", 1),
    ("Miami cannot protect its own quarterback", 0),
    ("Touchdown! We are going through!", 1),
    ("I left before the fourth quarter", 0),
    ("Miami wins it in overtime!", 1),
    ("The Fins gave that game away!", 0),
    ("Finally a kicker we can trust", 1),
    ("Worst call I have ever seen!", 0),
    ("The Fins have found their rhythm", 1),
    ("Wake me up when the Dolphins can pass", 0),
    ("Dolphins by thirty, I love this team!", 1),
    ("Same old Dolphins, same old excuses!", 0),
    ("Two interceptions and a shutout, lovely", 1),
    ("My season ticket is for sale", 0),
    ("Playoffs, here we come!", 1),
    ("Ten men on the field, unbelievable!", 0),
)


def load_sports_dataset() -> tuple[NDArray[np.float64], NDArray[np.int64], list[str], list[str]]:
    """Returns `(features, labels, feature_names, texts)` of n tweets.

    Returns:
        features: float64, shape `(n, 3)`. Number of words; 1.0 if the text names the team (dolphins, fins or miami);
            1.0 if it has an exclamation mark. Row 0, "Go Dolphins!", is `[2, 1, 1]`.
        labels: int64, shape `(n,)`. 1 if the author is happy with the team, 0 if not.
        feature_names: `['word_count', 'has_team', 'has_exclamation']`.
        texts: The n tweets.
    """
    texts = [text for text, _ in TWEETS]
    features = np.array([_features(text) for text in texts], dtype=np.float64)
    labels = np.array([label for _, label in TWEETS], dtype=np.int64)
    return features, labels, list(FEATURE_NAMES), texts


def _features(text: str) -> tuple[float, float, float]:
    return float(len(text.split())), float(bool(TEAM.search(text))), float("!" in text)
