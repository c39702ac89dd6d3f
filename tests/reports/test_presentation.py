"""Every result is a DataFrame: the rows of its document, typed."""

from __future__ import annotations

import pandas as pd
import pytest

import djcov
from djcov import pipeline
from djcov.errors import OutputError, UsageError
from djcov.reports import datasets, formats, notebook, presentation, renderers
from djcov.reports.page_model import Cell, grid
from views import NOW, every_view


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    return every_view(tmp_path_factory.mktemp("views"))


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "now.csv"
    path.write_text(NOW, "utf-8")
    return djcov.link(djcov.read(path), as_of="2021-12-31")


def test_every_result_has_the_rows_of_its_document(views):
    types = {"text": "str", "integer": "Int64", "number": "Float64", "flag": "boolean", "day": "datetime64[s]"}
    for name, view in views.items():
        if name == "columns":
            continue
        found = view.result.to_pandas()
        table = datasets.main(view.document())
        assert len(found) == len(table.rows), name
        assert list(found.columns) == [column.name for column in table.columns], name
        assert [str(found[column.name].dtype) for column in table.columns] == [
            types[column.holds] for column in table.columns
        ], name


def test_a_share_stands_beside_its_goal(facts):
    found = pipeline.coverage(facts).to_pandas().set_index(["unit", "indicator"])
    share = found.loc[("全区", "org_coverage")]
    assert (share["numerator"], share["denominator"], share["rate"], share["percent"]) == (1, 5, 0.2, 20.0)
    assert (share["met"], share["short_by"], share["deadline"]) == (False, 4, pd.Timestamp("2021-12-31"))
    assert share["as_of"] == pd.Timestamp("2021-12-31")


def test_a_gap_leads_to_its_row(facts):
    found = pipeline.gaps(facts, kinds=["no_instructor"]).to_pandas()
    assert found["kind"].unique().tolist() == ["no_instructor"]
    assert set(found["source_row"]) <= set(range(2, 8))


def test_a_league_says_nothing_of_limits_that_it_does_not_know(facts):
    league = djcov.league(facts, "org_coverage")
    assert "通报表扬" not in league._repr_html_().replace("<td>通报表扬</td>", "")


def test_the_ledger_of_what_is_open_is_not_begun_anew(views, tmp_path):
    with pytest.raises(UsageError, match="要接着原来的写"):
        views["follow"].result.save(tmp_path / "销号台账.xlsx")


def test_completeness_and_distributions_are_tables_too(facts):
    filled, spread = pipeline.completeness(facts), pipeline.distributions(facts)
    assert len(filled.to_pandas()) == len(filled.rows)
    assert len(spread.to_pandas()) == len(spread.rows)
    assert set(spread.to_pandas()["as_of"]) == {pd.Timestamp("2021-12-31")}


def test_a_report_is_no_single_table(facts):
    with pytest.raises(TypeError, match="a Report has no table of its own"):
        pipeline.report(facts).to_pandas()


def test_names_are_masked_as_in_the_result(facts):
    assert set(pipeline.explain(facts, "instructor_trained").to_pandas()["instructor"].dropna()) == {"王**"}


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_every_result_is_saved_as_the_command_line_writes_it(views, tmp_path, suffix):
    form = formats.FORMATS[formats.SUFFIXES[suffix]]
    for name in ("coverage", "gaps", "explain", "targets", "plan", "compare", "trend", "merge", "check"):
        view = views[name]
        saved = view.result.save(tmp_path / f"{name}{suffix}")
        expected = form.render(formats.Result(presentation._VIEWS[type(view.result)](view.result), (), None, True))
        written = expected.encode(form.encoding) if isinstance(expected, str) else expected
        assert saved.read_bytes() == written, name
        assert saved == tmp_path / f"{name}{suffix}"


def test_a_report_is_saved_as_a_report(facts, tmp_path):
    report = pipeline.report(facts)
    for suffix in renderers.RENDERERS:
        assert report.save(str(tmp_path / f"报告{suffix}")).stat().st_size > 1000
    with pytest.raises(UsageError, match=r"不支持 \.csv 格式（可用 \.xlsx、\.html、\.docx）"):
        report.save(tmp_path / "报告.csv")


def test_completeness_and_distributions_are_saved(facts, tmp_path):
    for result in (pipeline.completeness(facts), pipeline.distributions(facts)):
        for suffix in formats.SUFFIXES.keys() - {".parquet"}:
            assert result.save(tmp_path / f"一{suffix}").stat().st_size
        with pytest.raises(UsageError, match=r"不支持 \.parquet 格式"):
            result.save(tmp_path / "一.parquet")


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("结果.doc", UsageError, r"不支持 \.doc 格式（可用 \.txt、\.json"),
        ("结果", UsageError, "不支持 没有扩展名 格式"),
        (".", UsageError, "是文件夹"),
        ("没有的/结果.csv", OutputError, "文件写不进去"),
    ],
)
def test_what_cannot_be_saved_is_told(facts, tmp_path, name, error, told):
    with pytest.raises(error, match=told):
        pipeline.coverage(facts).save(tmp_path / name)


def test_a_notebook_shows_a_masked_table_of_the_first_rows(facts, views):
    for name, view in views.items():
        if name != "columns":
            shown = view.result._repr_html_()
            assert shown.count("<td") and shown.count("<tr>") <= notebook.ROWS + shown.count("<thead>"), name
    assert "<td>王**</td>" in pipeline.explain(facts, "instructor_trained")._repr_html_()
    assert pipeline.report(facts)._repr_html_() == pipeline.coverage(facts)._repr_html_()
    many = notebook.html((grid(["<一>"], [[Cell(f"{at}<b>")] for at in range(50)]),))
    assert many.count("<tr><td>") == notebook.ROWS
    assert "共 50 行，以上是前 20 行" in many
    assert "<b>" not in many and "&lt;一&gt;" in many


def test_rows_of_a_roster_are_a_frame_of_their_fields(facts):
    enterprises = facts.roster.enterprises
    frame = pd.DataFrame(enterprises)
    assert list(frame.columns) == list(djcov.Enterprise.model_fields)
    assert frame["name"].tolist() == [each.name for each in enterprises]
    assert dict(enterprises[0])["name"] == enterprises[0].name
    assert list(pd.DataFrame(enterprises[1:3])["name"]) == [each.name for each in enterprises[1:3]]
