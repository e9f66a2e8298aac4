"""Tags: the true headers of every data cell, tables told to those who cannot see them, lists in good order."""

from __future__ import annotations

import pdf_sample as sample


def labels(body: str) -> dict[str, list[str]]:
    """For each data cell of a table in `MERGED`'s words, by its figure: the labels of its headers."""
    heads = "项目 申请人 自然人 总计 新收 结果 公开 其他 第二段 内容 数量 许可".split()
    with sample.opened(sample.drawn(body)) as file:
        by_id = {bytes(e.ID): t for e, t in zip(sample.elements(file, "/TH"), heads, strict=True)}
        cells = sample.elements(file, "/TD")
        return {str(i): [by_id[bytes(h)] for h in e.A.get("/Headers", [])] for i, e in enumerate(cells, 1)}


def test_every_data_cell_is_tied_to_the_headers_above_and_left_of_it() -> None:
    assert {figure: set(heads) for figure, heads in labels(sample.MERGED).items()} == {
        "1": {"申请人", "自然人", "新收"},
        "2": {"申请人", "总计", "新收"},
        "3": {"申请人", "自然人", "结果", "公开"},
        "4": {"申请人", "总计", "结果", "公开"},
        "5": {"申请人", "自然人", "结果", "其他"},
        "6": {"申请人", "总计", "结果", "其他"},
        "7": {"第二段", "数量", "许可"},
    }


def test_headers_of_rows_and_of_columns_are_told_apart() -> None:
    with sample.opened(sample.drawn(sample.MERGED)) as file:
        scopes = [str(e.A.Scope) for e in sample.elements(file, "/TH")]
    column, row = "/Column", "/Row"
    assert scopes == [column] * 4 + [row] * 4 + [column] * 3 + [row]


def test_a_form_is_told_by_its_caption_which_paper_does_not_show() -> None:
    with sample.opened(sample.drawn(sample.MERGED)) as file:
        (table,) = sample.elements(file, "/Table")
        assert str(table.A.Summary) == "办理情况" and not sample.elements(file, "/Caption")


def test_a_table_longer_than_a_page_has_its_headers_on_each() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>事项</td></tr>" for i in range(60))
    head = "<caption>清单</caption><thead><tr><th scope='col'>号</th><th scope='col'>项</th></tr></thead>"
    body = f"<p>公开</p><div class='scroll'><table class='plain'>{head}<tbody>{rows}</tbody></table></div>"
    with sample.opened(sample.drawn(body)) as file:
        tables = sample.elements(file, "/Table")
        assert len(tables) >= 2
        assert all(str(t.A.Summary) == "清单" for t in tables)
        assert all(len(c.A.Headers) == 1 for c in sample.elements(file, "/TD"))
        assert len(sample.elements(file, "/TH")) == 2 * len(tables)


def test_a_list_item_holds_nothing_but_its_label_and_body() -> None:
    with sample.opened(
        sample.drawn("<ul><li><p>甲</p><p>乙</p></li><li>丙<ol><li>丁</li></ol></li></ul>")
    ) as file:
        items = sample.elements(file, "/LI")
        assert len(items) == 3
        assert all({str(k.S) for k in item.K} == {"/Lbl", "/LBody"} for item in items)
