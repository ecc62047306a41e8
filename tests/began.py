"""When a story begins that a real engine keeps. Such an engine removes what is past by its own clock, so no story on
it has a date of its own: it begins with the run, and `make test DAY=...` repeats its day."""

from plus_one import clock

BEGAN = clock.now()
