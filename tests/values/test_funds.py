"""Where funds come from, by the plan's sources."""

from __future__ import annotations

from djcov.values.funds import FUNDS, fund_of, parts_of_funds

READ = {
    "税前列支": "税前列支",
    "管理费税前列支": "税前列支",
    "党费拨返": "党费拨返",
    "党费返还": "党费拨返",
    "企业赞助": "企业赞助",
    "企业自筹": "企业赞助",
    "党员捐助": "党员捐助",
    "党员捐款": "党员捐助",
    "财政补助": "",
    "拟税前列支": "",
    "党费返还企业赞助": "",
}


def test_sources() -> None:
    assert {text: fund_of(text) for text in READ} == READ
    assert all(fund_of(source) == source for source in FUNDS)
    assert parts_of_funds("税前列支、党费拨返;企业赞助和党员捐助") == list(FUNDS)
