"""One module a step, numbered in the order in which they run. A released step is never changed: add another."""
