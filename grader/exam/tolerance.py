"""How close is close enough, in one place and with the reasons. Trusted side."""

from msgspec import Struct


class Tolerance(Struct, frozen=True):
    """`|actual - expected| <= absolute + relative * |expected|`, elementwise."""

    relative: float
    absolute: float


ANALYTIC = Tolerance(1e-10, 1e-13)
"""For values with a closed form: another order of operations costs about 1e-15, central differences with h = 1e-5
come only to 1e-9 of the gradient, so a numerical gradient in place of backpropagation is told apart."""

NUMERICAL = Tolerance(1e-6, 1e-8)
"""For finite differences as the contract asks for them: rounding is divided by the step, one-sided ones err by h."""
"""The choice of step in a test has to make the error that it looks for larger than this."""
