"""Side-by-side measurements; never part of the tests, and not installed with the product.

`python -m benchmarks.workbook --rows N` compares the workbook engine with other writers, which
`pip install -r benchmarks/requirements.txt` brings.
`python -m benchmarks.throttling` measures requests with limits and without.
"""
