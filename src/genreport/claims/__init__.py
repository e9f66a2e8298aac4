"""A narrative against itself: sums, shares, growth and the balance of requests, as its own sentences state them."""

from genreport.claims.balance import Balance, balances
from genreport.claims.breakdown import Breakdown, breakdowns
from genreport.claims.growth import Growth, growths
from genreport.claims.numbers import Number
from genreport.claims.share import Share, shares

__all__ = ["Balance", "Breakdown", "Growth", "Number", "Share", "balances", "breakdowns", "growths", "shares"]
