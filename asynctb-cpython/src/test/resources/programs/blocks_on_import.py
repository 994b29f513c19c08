"""Imported for ever."""
import resting

[
    resting.rest()
    for _ in
    [1]
]
