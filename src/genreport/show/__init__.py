"""Findings as people and programs read them; the language is chosen here and nowhere below.

`text` and `terminal` for people at a console, `html` for the sheet that goes back to a unit, `as_json`, `sarif` and
`github` for programs; every one of them returns what is to be shown and shows nothing itself.
"""

from genreport.show.annotations import github as github
from genreport.show.excerpts import Sources as Sources
from genreport.show.excerpts import from_disk as from_disk
from genreport.show.extents import extent as extent
from genreport.show.objects import as_json as as_json
from genreport.show.rows import line as line
from genreport.show.rows import text as text
from genreport.show.sarif_log import sarif as sarif
from genreport.show.screen import terminal as terminal
from genreport.show.sheet import html as html
from genreport.show.table import as_csv as as_csv
from genreport.show.totals import Unjudged as Unjudged
from genreport.show.totals import summary as summary
from genreport.show.words import name as name
from genreport.show.words import pick as pick
