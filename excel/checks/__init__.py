"""What must hold in a finished workbook, read from the zip itself and not from what wrote it.

Each file looks at one thing and answers sentences about what is wrong; `excel.check` has their order, in
which each may rely on what those before it found in order.
"""
