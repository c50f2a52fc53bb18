"""The zip file of a workbook: `deflating` compresses pieces of parts, on any thread; `spool` keeps those of
a part in their order; `zip_format` knows the zip's headers; `archive` puts the parts together and the file
in its place."""
