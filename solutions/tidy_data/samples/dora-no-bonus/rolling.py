"""I did not get to the bonus task."""


def rolling_mean(readings, days):
    raise NotImplementedError
