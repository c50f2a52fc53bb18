"""The Flask application: pages, APIs and the worker of Rapport.

One folder per capability; `app.py` joins them and is the only file that knows them all. Imports point
downwards only (see `setup.cfg`, importlinter): a folder may use what stands below it, never above.
"""
