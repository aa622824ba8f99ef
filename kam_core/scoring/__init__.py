"""The account frame and a model document → score, contributions, tier and the reasons for it."""
