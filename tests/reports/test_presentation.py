"""Every result is a DataFrame: the rows of its document, typed."""

from __future__ import annotations

import pandas as pd
import pytest

import djcov
from djcov import pipeline
from djcov.reports import datasets
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
