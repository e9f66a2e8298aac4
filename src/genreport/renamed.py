"""Whether two names may be those of one agency that was renamed: same place, and both a government or neither."""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,5}?)(?:特别行政区|自治区|自治州|自治县|自治旗|开发区|街道|地区|新区|[省市盟州县区旗镇]|(?<!城)乡)"
)
_GOVERNMENT = re.compile(r"(?:(?:人民)?政府)?(?:办公室|办公厅|办事处|管理委员会|管委会)?")
_LEAST = 2  # characters that begin two names alike where neither names a place


def renamed(one: str, other: str) -> bool:
    """Whether the one may be a former name of the other: 青禾县国土资源局 and 青禾县自然资源局, 青禾县 and 青禾区."""
    (place, body), (other_place, other_body) = _parted(one), _parted(other)
    if not place and not other_place:
        return one[:_LEAST] == other[:_LEAST]
    same = place == other_place
    return same and bool(_GOVERNMENT.fullmatch(body)) == bool(_GOVERNMENT.fullmatch(other_body))


def _parted(agency: str) -> tuple[str, str]:
    """The narrowest place that a name begins with, without its level, and what follows it."""
    place, match = "", _PLACE.match(agency)
    at = 0
    while match:
        place, at = match[1], match.end()
        match = _PLACE.match(agency, at)
    return place, agency[at:]
