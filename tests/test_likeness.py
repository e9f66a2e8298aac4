"""Names and figures are masked, what is left is compared, and many texts are grouped without comparing all."""

from __future__ import annotations

import random

import pytest

from genreport.likeness import groups, likeness, masked, names, substance

OWN = "审核分三道关，经办人查事实，股室负责人查依据，法规股查表述，每一道都在流转单上签名"


@pytest.mark.parametrize(
    "one, other",
    [
        ("2024年，全年公开信息1,286条", "2025年度，全年公开信息９３条"),
        ("组织培训3次", "组织培训三次"),
        ("组织培训十余次", "组织培训20余次"),
        ("公开率98.4%", "公开率百分之九十九"),
        ("收费1.2万元", "收费300万元"),
        ("二〇二四年制定办法", "2025年制定办法"),
        ("自2024年3月1日起施行", "自 2025 年 12 月 31 日起施行"),
        ("印发青府办〔2024〕12号文件", "印发柳政发[2025]3号文件"),
        ("一是加强培训。二是严格检查。", "1.加强培训。首先，严格检查。"),
        ("（一）加强培训", "三、加强培训"),
        ("加强培训，严格检查。", "加强培训 ；严格 检查"),
        ("我局认真核对", "我镇认真核对"),
        ("县委、县政府部署", "市委、市人民政府部署"),
        ("见www.qinghe.example公告", "见https://liutang.example/a公告"),
    ],
)
def test_texts_that_differ_in_names_figures_and_signs_only_look_the_same(one: str, other: str) -> None:
    assert masked(one, ()) == masked(other, ()) != ""


@pytest.mark.parametrize(
    "one, other",
    [
        ("印发《青禾县灌区管理办法》", "印发《青禾县林区管理办法》"),
        ("第一平台", "第二课堂"),
        ("一件事一次办", "两头跑一头办"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    known = names("青禾县水务局")
    assert masked(one, known) != masked(other, known)


def test_titles_are_kept_without_the_names_in_them() -> None:
    assert masked("印发《青禾县灌区管理办法》。", names("青禾县水务局")) == "印发《灌区管理办法》"


def test_an_agency_has_the_names_of_its_places_and_of_its_body() -> None:
    assert names("柳塘市青禾县水务局") == (
        "柳塘市青禾县水务局",
        "青禾县水务局",
        "柳塘市",
        "水务局",
        "青禾县",
        "柳塘",
        "青禾",
    )
    assert names("") == ()
    for one, other in (("青禾县水务局", "柳塘市林业局"), ("大营镇人民政府", "清河街道办事处")):
        assert masked(f"{one}每周核对公告", names(one)) == masked(f"{other}每周核对公告", names(other))


@pytest.mark.parametrize(
    "common",
    [
        "根据《中华人民共和国政府信息公开条例》编制本报告",
        "数据的统计期限自1月1日起至12月31日止",
        "本年度未收取信息处理费",
        "没有其他需要报告的事项",
        "全年新收申请31件、结转2件",
        "未发生行政复议和行政诉讼",
        "以习近平新时代中国特色社会主义思想为指导",
    ],
)
def test_what_every_report_says_is_nobodys_own(common: str) -> None:
    assert substance(masked(common, ())) == ""
    assert substance(masked(f"{common}。{OWN}。", ())) == masked(OWN, ())


def test_a_figure_within_a_sentence_is_part_of_what_it_says() -> None:
    told = masked("全年办结30件，其中部分公开9件，作出处罚22件；收到的申请中有6件因表述不清需要补正。", ())
    assert substance(told) == "收到的申请中有0件因表述不清需要补正"


def test_likeness_sees_through_small_edits_and_another_order() -> None:
    text = masked(OWN, ())
    assert likeness(text, text) == 1
    assert likeness(text, " ".join(reversed(text.split(" ")))) == 1
    assert likeness(text, text.replace("签名", "签字").replace("每一道都", "各道均")) > 0.85
    other = "窗口增设无障碍柜台和大字版指南 值班人员代填申请 带老人逐步演示"
    assert likeness(text, other) < 0.5


def texts(count: int, seed: int = 1) -> list[str]:
    """Paragraphs of clauses that have nothing to do with each other."""
    draw = random.Random(seed)
    clause = ["".join(chr(draw.randrange(0x4E00, 0x9F00)) for _ in range(9)) for _ in range(count)]
    return [" ".join(draw.sample(clause, 8)) for _ in range(count)]


def test_groups_are_found_among_many() -> None:
    many = texts(800)
    many[700] = many[3]
    many[701] = many[4][:30] + "改" + many[4][31:]
    many[702] = " ".join(reversed(many[5].split(" ")))
    many[750] = many[3][:20] + many[3][23:]
    assert groups(many, 0.85) == [(3, 700, 750), (4, 701), (5, 702)]
    assert groups(many, 0.99) == [(3, 700), (5, 702)]
    assert groups([], 0.85) == groups(many[:3], 0.85) == []


def test_a_template_that_all_have_is_one_group() -> None:
    base = texts(10)[0]
    varied = [base[:20] + chr(0x4E00 + n) + base[21:] for n in range(1000)]
    assert groups(varied, 0.85) == [tuple(range(1000))]


def test_a_text_that_is_no_text_is_alone() -> None:
    assert groups(["\ud800", "短", ""], 0.85) == []
