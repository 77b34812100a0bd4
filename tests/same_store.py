"""Print a hash of what a store holds: every row of every table, in order of its contents.

    same_store.py results.sqlite...

Two files with the same rows may differ in bytes: pages lie as they were written.
"""
import hashlib
import sqlite3
import sys

for path in sys.argv[1:]:
    store = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
    tables = [t for (t,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    total = hashlib.sha256()
    for table in sorted(tables):
        rows = sorted(repr(row) for row in store.execute(f'SELECT * FROM "{table}"'))
        total.update(table.encode())
        for row in rows:
            total.update(row.encode())
    print(total.hexdigest()[:16])
