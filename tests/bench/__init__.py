"""Benchmarks, run by hand: ``python -m tests.bench.pages``. They print ratios within one run; no test asserts a time."""
