"""How dates are written, as patterns over the letters of `date_words`. Which days they mean is `dates`."""

import re

_MONTH = rb"(?:[gjh]_?(?:sg_?)?t?|t?[gjh]_?(?:sg_?)?)"
_WEAK = rb"[GJI]_?t?"
_YEAR = rb"(?:[,f]?(?:e?y)?(?P<%s>[YHX])[zq]?)"
_OF = rb"f?t?"
# "12.5", "2-1", "3/4": digits on both sides of a sign are no day.
_NO_NUMBER_BEFORE = rb"(?<![dDYHX][.\-s;:])(?<![dDYHX])"

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
            rb"(?P<mo>t[gjh]_?[pnc]?|[jh]_?t[pnc]?|[gjh]_?[pnc])",
            rb"(?P<yr>y(?P<y9>[YHX])[zq]?|(?P<y0>[HX])|(?<=e)(?P<yb>Y)(?=[,!\n()]))",
            rb"(?P<short>yD)(?![s.:-])",
            rb"(?P<count>[dD][av]p|Q[dD][av])",
            rb"(?P<week>v?wk[pn])",
            rb"(?P<day_of>r_?,?v?w|v?w,?r(?!o))",
            rb"(?P<rel>r_?(?!o))",
            rb"(?P<this>i[kty]|[kty]c)",
            rb"(?P<period>[kty](?:p|n))",
            rb"(?P<that_day>v[pn])",
            rb"(?P<wd>(?<!b)(?<!bv)v?w[pn]?)",
        )
    )
)
