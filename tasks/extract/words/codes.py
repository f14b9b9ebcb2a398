"""The alphabet of word classes: one ASCII letter a token, so that grammar is a regular expression over bytes.

A regular expression over classes sees neither script nor spelling, and runs at memory speed over a whole shard. Only
the letters stand here; which word has which class is data (tasks/languages, *.toml), and giving them out is `labels`.
"""

CUE = "v"  # said
URGE = "u"  # urged, accused: their statement needs no complementiser
PARTICIPLE = "k"  # adding that
JUDGING = "j"  # called, regarded as: brings in a judgement, and no clause
REPORTED = "r"  # according to (a person)
COMPLEMENTISER = "c"  # that
PRONOUN_COMPLEMENTISER = "C"  # that he: its pronoun belongs to the statement
NOT_COMPLEMENTISER = "n"  # after that
ASIDE = "e"  # in his words, as he put it
OFFICE = "O"
ADJECTIVE = "A"  # former, elected
DEPUTY = "D"  # deputy of an office: another office
BELONGING = "B"  # office of, wife of: not the person
TITLE = "T"
GIVEN = "G"
PARTICLE = "x"  # bin, von
PERSON = "P"  # register of persons
GROUP = "M"  # ministry, government
SOURCE = "S"  # a source, experts
SAME = "Z"  # the same source
PRONOUN = "R"
NISBA = "N"
PLACE = "L"
ORGANISATION = "E"
UNSURE_COUNTRY = "K"  # a country beside an office, another word elsewhere; no token keeps this class
OUTLET = "Q"
OUTLET_AFTER_CUE = "q"
PLATFORM = "y"
PLATFORM_AFTER_CUE = "Y"
ATTRIBUTION = "a"  # according to (an outlet)
MEDIA = "H"  # agency, newspaper
INTERVIEW = "i"
PREPOSITION = "p"
LINKING = "f"  # minister "of", president "in"
TIME = "t"
COMMON = "s"
UNKNOWN = "w"  # may be a name
DEFINITE = "W"  # Arabic unknown word with article: a name only after a given name
LATIN = "l"  # capitalised Latin word in Arabic script
DIGITS = "d"
REST = "_"  # further token of a phrase

COLON, COMMA, STOP, END = ":", ",", ".", "\n"
OPEN, CLOSE = "<", ">"
INNER = "m"  # quotation mark around a few words: a name, a scare quote
BRACKET, UNBRACKET, DASH, SLASH = "(", ")", "-", "/"
HYPHEN = "~"  # joins two words
AND = "&"
OTHER = "+"
