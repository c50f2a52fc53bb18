"""The door from the shell: `python -m excel build` and `python -m excel check`.

A layout file (TOML) becomes a `Book`, CSV and Parquet files become the data of its sheets. What a workbook
can hold is decided elsewhere: here stands only how files and words become what `excel.write.write` takes.
"""
