"""How tags are recognised in a text that may be none of theirs. By name: what stands in angle brackets may be anything."""

import re

_NAMES = (
    "a|abbr|address|amp-[a-z-]+|area|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code|col|"
    "colgroup|dd|del|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|"
    "input|ins|label|li|link|main|map|mark|meta|nav|noscript|o:p|object|ol|option|p|param|path|picture|pre|s|script|section|select|"
    "small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|video|wbr"
)
_QUOTES = "\"'\u201c\u201d\u2033"
_ATTRIBUTES = rf"(?:\s+[a-zA-Z_:@][\w:.@-]*\s*=\s*(?:\\?[{_QUOTES}][^<>{_QUOTES}]*\\?[{_QUOTES}]|[^\s<>{_QUOTES}]+)|\s+(?:async|defer|hidden|allowfullscreen|controls|itemscope|noshade|nowrap))*+"

TAG = re.compile(rf"<(?:\s?/\s?)?({_NAMES}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
"""A whole tag; its first group is the name."""
HIDDEN = re.compile(r"<(script|style|noscript|iframe|svg|template)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""An element of which nothing is text, with what it holds."""
COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<!doctype[^<>]*>|<\?xml[^<>]*\?>", re.IGNORECASE | re.DOTALL)
ABOUT_MARKUP = re.compile(
    r"\b(?:x?html5?|css3?|xml|javascript|markup language)\b(?![^<>]*>)"
    "|(?:\\btags?|\\belements?|\u0648\u0633\u0645|\u0648\u0633\u0648\u0645|\u062a\u06af|\u0628\u0631\u0686\u0633\u0628)\\s*[\"'\u00ab\u201c(]?</?[a-z]"
    "|[a-z0-9/]>[\"'\u00bb\u201d)]?\\s+(?:tags?|elements?|\u062a\u06af)\\b",
    re.IGNORECASE,
)
"""The text speaks of HTML: its tags are its subject. Names inside tags do not count."""
