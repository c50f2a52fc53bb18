"""What floats above cells or colours them: slicers, charts, conditional formats and single figures, computed.

`slicing`, `charting`, `formats` and `figures` say what each shows, `anchors` where it stands, `rules` what
can't be had. Nothing here writes XML but the names that a workbook defines for its slicers.
"""
