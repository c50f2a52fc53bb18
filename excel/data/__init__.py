"""From any data to the XML of a sheet and of a pivot cache's records, quickly.

The way through: `doors` turn rows, frames and Arrow data into batches; `fitting` (single values) and
`columns` (whole ones) make values fit into cells and count what had to be changed; `coding` numbers the
distinct values of columns that have few, or that a pivot uses; `rendering` writes a batch of rows as XML;
`reading` does all that for a Table, on all cores, and keeps what is known of each column.
"""
