"""How dates are written, as patterns over the letters of `date_words`. Which days they mean is `dates`."""

import re

_MONTH = rb"(?:[gjh]_?(?:sg_?)?t?|t?[gjh]_?(?:sg_?)?)"
_WEAK = rb"[GJI]_?t?"
_YEAR = rb"(?:[,f]?(?:e?y)?(?P<%s>[YHX])[zq]?)"
_OF = rb"f?t?"
# "12.5", "2-1", "3/4": digits on both sides of a sign are no day.
_NO_NUMBER_BEFORE = rb"(?<![dDYHX][.\-s;:])(?<![dDYHX])"
# "Three years ago" and "some days ago" are not "last year" and "yesterday".
_NOT_COUNTED = rb"(?<![dDYHXNm])"

DATE = re.compile(
    b"|".join(
        (
            rb"(?P<ymd>%b(?P<y1>[YHX])(?P<sep1>[s.-])d(?P=sep1)d(?![s.:-]?[dDYHX])[zq]?)" % _NO_NUMBER_BEFORE,
            rb"(?P<dmy>%bd(?P<sep2>[s.-])d(?P=sep2)(?P<y2>[YHX])(?![s.:-][dDYHX])[zq]?)" % _NO_NUMBER_BEFORE,
            rb"(?P<range>%b(?P<from>[do])(?:-|u)(?P<to>[do])%b(?:%b%b?|%b%b))"
            % (_NO_NUMBER_BEFORE, _OF, _MONTH, _YEAR % b"y3", _WEAK, _YEAR % b"y4"),
            rb"(?P<dm>%b(?P<day>[do])%b(?:%b%b?|%b%b))"
            % (_NO_NUMBER_BEFORE, _OF, _MONTH, _YEAR % b"y5", _WEAK, _YEAR % b"y6"),
            rb"(?P<md>%bd(?![.:s-]?[dDYHX]),?(?P<y7>Y)?)" % rb"[gG]",
            rb"(?P<my>t?[gjhGJI]_?(?:sg_?)?t?%b)" % (_YEAR % b"y8"),
            rb"(?P<mo>t[gjh]_?[pBnc]?|[jh]_?t[pBnc]?|[gjh]_?[pBnc])",
            rb"(?P<yr>y(?P<y9>[YHX])[zq]?|(?P<y0>[HX])|(?<=e)(?P<yb>Y)(?=[,!\n()]))",
            rb"(?P<short>yD)(?![s.:-])",
            rb"(?P<count>[dDN][avktyKTU]B|Q[dDN][avKTUty]|Q[aKTU])",
            rb"(?P<week>v?wk[pBn])",
            rb"(?P<day_of>v?r_?(?:,?v?w|[(]v?w[)])|v?w,?r(?!o))",
            rb"(?P<rel>v?r_?(?!o))",
            rb"(?P<this>i[kty]|[kty]c)",
            rb"(?P<period>%b[kty][pBn])" % _NOT_COUNTED,
            rb"(?P<that_day>%bv[pBn])" % _NOT_COUNTED,
            rb"(?P<wd>(?<!b)(?<!bv)v?w[pBn]?)",
        )
    )
)
