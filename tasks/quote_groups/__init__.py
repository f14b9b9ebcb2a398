"""Quote groups: which reported statements are one statement, told in other articles and other words.

Design. A statement is what one speaker says in one document, in these folded words: its number is a hash of these, so a
document that is fetched or cleaned again keeps its statements. Two statements are one where speaker and gist are one:

- Same speaker: the entity, else the folded name. Who is not known joins nobody.
- Candidates share a band of MinHash over the stems of their content words (12 bands of 2: of pairs alike by three fifths, 99
  in 100 meet). Speaker and band together make a key, so keys of other speakers never meet, and a partition of the speakers
  is a unit of work: all pairs and whole groups lie within it, and nothing has to be joined over partitions.
- Verified by coverage. One text, of five content words at least, is one statement whenever it is told: formulas ("no
  comment") have fewer. Other wordings share six content words; all those of the shorter and three fifths of the longer, or
  nine tenths and three quarters where each has words of its own. Figures and days of one that the other lacks may not face
  others of its own, as in two days' bulletins; both deny as often; and where days of publication are known, ten lie between
  at most: what an office announces in the same words a month later is another case.
- Groups are what is connected. Statements once published stay, whatever becomes of their document: a group grows and
  merges and never falls apart, so it is the same however the input was cut. A key that a hundred different statements share
  brings each together with the same hundred; what misses another there is all that may hang on the cut.

A group is called by its first statement's number. It keeps its id when others come; where two meet, the older id stays, and
newer rows of `quote_groups` say so of the other's members; the newest row of a quote counts. What is compared lies in
`quote_signatures`, so that no published quote is read again, unless they were made otherwise: then all are signed and
grouped anew, groups keeping the ids of their largest parts.

Languages need no telling apart: no pair of statements in two languages shares four fifths of its words.
"""

from tasks.quote_groups.grouping import Grouping, group_statements
from tasks.quote_groups.history import StatementHistory
from tasks.quote_groups.parameters import GroupParameters
from tasks.quote_groups.rebuild import plan_signing, sign_published
from tasks.quote_groups.sign import sign_quotes

__all__ = [
    "GroupParameters",
    "Grouping",
    "StatementHistory",
    "group_statements",
    "plan_signing",
    "sign_published",
    "sign_quotes",
]
