"""Hypothesis strategies for texts as crawls give them: letters, furniture, and characters that nobody sees."""

from hypothesis import strategies as st
from rule_cases import articles

_WORDS = sorted({word for paragraphs in articles().values() for paragraph in paragraphs for word in paragraph.split()})
_LINES = [
    "17", "\u0663\u0664", "1.2K", "Home", "\u0634\u0627\u0631\u0643", "AB/CD", "By Maren Oakes", "Tags: seeds", "Read more", "Ends", "Share: X", "Photo: Ida",
    "\u0627\u0646\u062a\u0647\u0649", "FILE PHOTO: the mill (L) (R", "\u00a9 2026 Harbour Wire", "Related stories", "(Photo by Ida / Harbour Wire)",
]  # fmt: skip
_ODD = [
    *"\u0640\u064b\u064e\u0651\u0653\u0654\u0655\u0301\u0338", *"\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2066\u2069\u061c\ufeff\u00ad\x00\x07\x7f\x85\x9f\ufffd\ufffe",
    *"\ufefb\ufdfa\ufe8d\ufedf\ufb8e\ufc5e\ufe70", *".,:;!?\u060c\u061b\u061f\u2026\"'()[]/|-\u2013\u00ab\u00bb\u201c\u201d", *"\u064a\u0649\u0643\u0629\u06cc\u06a9\u0627\u0644",
    *"\u00e9e\u0130\u1e9b\u212b\u2126\uac00\u1112\u1161\u11ab", "\U0001f468\u200d\U0001f469", "\U0001d7d8", "\U0001ee00", "\U000e0041", " ", "  ", "\u00a0", "\u3000", "\u2009", "\t", "\x1f",
    "0", "7", "\u0661", "\u06f7", "1,250.75", "https://a.example/x.y?z=1",
]  # fmt: skip
_ENDS = ["\n", "\r\n", "\n\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x1d", " \n ", "\u200b\n"]

words = st.sampled_from(_WORDS)
odd_lines = st.lists(st.one_of(words.map(lambda word: word + " "), st.sampled_from(_ODD)), min_size=1, max_size=14).map(
    "".join
)
paragraphs = st.sampled_from([paragraph for language in articles().values() for paragraph in language])
lines = st.one_of(odd_lines, st.sampled_from(_LINES), paragraphs)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A body: odd lines, furniture and paragraphs between all sorts of line ends; sometimes pasted twice."""
    parts = draw(st.lists(st.tuples(lines, st.sampled_from(_ENDS)), min_size=0, max_size=9))
    body = "".join(line + end for line, end in parts)
    return body * draw(st.sampled_from([1, 1, 1, 2]))


titles = st.one_of(st.none(), odd_lines, paragraphs)
records = st.lists(st.tuples(bodies(), titles), min_size=1, max_size=12)
