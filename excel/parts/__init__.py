"""The XML of a workbook, a module for each kind of part; `plan` knows which parts there are and who points
to whom."""
