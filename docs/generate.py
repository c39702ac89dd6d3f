"""Write the reference pages from what the program itself knows: ``python docs/generate.py``.

=================  =============================================================
``commands.md``    the help page of every command
``indicators.md``  the table of indicators, the asides, the distributions, the gaps
``findings.md``    the catalogue of findings
``columns.md``     the models' fields and the header words that lead to them
``policy.md``      the policy's settings and targets
``plan.md``        the clauses of the plan, and what answers each
``formats.md``     what scripts read: the keys of JSON, the columns of CSV
``djcov.1``        the help pages once more, as a man page
=================  =============================================================

The JSON Schema files, which are in the package, are written from the same description as ``formats.md``.

The default policy, which is in the package too, is written as ``djcov policy init`` writes it. It is what the program
reads: a value is changed in the file itself, the words around it in :mod:`djcov.policy`.

In the two READMEs the blocks that begin with ``$ djcov`` get the output of their command.

With ``--check`` nothing is written; the exit code is 1 if a page is stale. ``tests/test_docs.py`` does the same.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from djcov.batch import manifest
from djcov.findings import CATALOGUE, Severity
from djcov.measures.clauses import PLAN, PlanClause
from djcov.measures.conditions import columns as columns_of
from djcov.measures.conditions.tree import SORTS
from djcov.measures.distributions import SPREADS
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import ASIDES, INDICATORS, Need
from djcov.measures.results import PRIORITIES
from djcov.models import ANSWERS, Kind, Personal, Reads
from djcov.policy import DEFAULT, Policy
from djcov.policy.writing import clause, unit, write
from djcov.reports import json_schema
from djcov.reports.datasets import main_name
from djcov.reports.documents import documents
from djcov.reports.shapes import Holds, Key, Object, Rows, Shape, Value
from djcov.reports.subjects import GRAINS, SORTED
from djcov.values import codes, counts, text

HERE = Path(__file__).parent
DEFAULT_POLICY = HERE.parent / "src" / "djcov" / "policy" / DEFAULT
SCHEMAS = HERE.parent / "src" / "djcov" / "schemas"
NOTICE = "<!-- 本页由 docs/generate.py 生成，请勿手改；运行 make docs 更新。 -->"


def commands() -> Iterator[str]:
    """The help pages, as a terminal of 100 columns shows them."""
    yield "# 命令"
    overview = _djcov("--help")
    yield _fenced(overview)
    for name in command_names(overview):
        yield f"## {name}"
        own = _djcov(name, "--help")
        yield _fenced(own)
        for inner in command_names(own):
            yield f"### {name} {inner}"
            yield _fenced(_djcov(name, inner, "--help"))


def man_page() -> str:
    """The help pages for ``man djcov``, as a terminal of 76 columns shows them."""
    overview = _djcov("--help", columns=76)
    _, about, *rest = overview.split("\n\n")
    sections = {
        "名称": "djcov \\- 非公企业党建覆盖统计",
        "用法": "djcov [选项] 命令 ...\n.br\ndjcov 台账.xlsx",
        "说明": _literal("\n\n".join([about, *rest])),
        **{name: _literal(_djcov(name, "--help", columns=76)) for name in command_names(overview)},
        "退出码": _literal(
            "0    完成\n1    完成，但有 --fail-on 所指的问题，或 batch 有文件没有采用\n2    写法有误\n"
            "3    台账不能用，或结果写不进去\n130  被中断"
        ),
        "文件": "说明和例子在随源代码的 docs 文件夹里。",
    }
    titled = (f".SH {name}\n{body}\n" for name, body in sections.items())
    return f'.TH DJCOV 1 "" "djcov" "非公企业党建覆盖统计"\n{"".join(titled)}'


def _literal(text: str) -> str:
    """Give a text as it stands, for roff."""
    lines = text.rstrip().replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join([".nf", *(f"\\&{line}" if line[:1] in ".'" else line for line in lines), ".fi"])


def command_names(overview: str) -> list[str]:
    """Take the commands' names from the program's own help page."""
    section = overview.partition("命令：\n")[2].partition("\n\n")[0]
    return [line.split()[0] for line in section.splitlines() if line[2:3].strip()]


def indicators() -> Iterator[str]:
    """The table of indicators."""
    yield "# 指标"
    yield (
        "指标是“分母中有多少达到”：比率 = 分子 ÷ 分母，按四舍五入保留两位小数；分母为 0 时写作“—”，"
        "缺少所需的列时写作“无数据”，都不当作 0% 或 100%。\n"
        "分子、分母各是台账里的哪些行，用 `djcov explain 代码 台账.xlsx` 查看。"
        "口径中的人数、天数见[政策文件](policy.md)。"
    )
    yield table(
        ("代码", "名称", "条目", "统计对象", "含义"),
        ((f"`{i.code}`", i.name, i.clause, GRAINS[i.grain], i.doc) for i in INDICATORS.values()),
    )
    yield "## 另行列出的数"
    yield "不知道不等于没有，所以下面几项总是与指标分开列出。"
    yield table(("代码", "名称", "条目", "含义"), ((f"`{i.code}`", i.name, i.clause, i.doc) for i in ASIDES))
    yield "## 分布"
    yield "`djcov coverage --distributions` 列出的分布。每个对象只在一类中，不清楚的单列一类，各类之和就是被数的总数。"
    yield table(
        ("代码", "名称", "条目", "统计对象", "含义"),
        ((f"`{s.code}`", s.name, s.clause, SORTED[s.grain], s.doc) for s in SPREADS.values()),
    )
    yield "## 缺口"
    yield (
        "`djcov gaps` 列出的缺口，先紧急的，同类中按单位、再按台账中的次序；"
        "紧急的总是列出，其余的用 `--all` 或 `--kind` 列出。"
        "“该做什么”中花括号里是[政策文件](policy.md)的设置。"
    )
    yield table(
        ("代码", "名称", "条目", "优先级", "对象", "该做什么"),
        (
            (f"`{k.code}`", k.title, k.clause, PRIORITIES[k.priority], GRAINS[k.grain], k.action)
            for k in GAP_KINDS.values()
        ),
    )


def findings() -> Iterator[str]:
    """The catalogue of findings."""
    yield "# 检查发现的问题"
    yield (
        "`djcov check` 列出台账中的每个问题：在哪个文件、工作表、行、列，是什么，怎么改。代码固定不变，可用于筛选。\n"
        "错误：这个单元格读不出，暂按“不清楚”统计，其余照常统计。警告：数字可能有误，请核对。提示：按某种方式读取了，不必改。"
    )
    for severity in sorted(Severity, reverse=True):
        yield f"## {severity.label}"
        for rule in CATALOGUE.values():
            if rule.severity is severity:
                yield f"### {rule.code}"
                yield "\n".join(
                    [f"{rule.title}。", f"- 消息：{_blanks(rule.message)}", f"- 怎么改：{_blanks(rule.hint)}"]
                    + ([f"- 依据：{rule.why}"] if rule.why else [])
                )


def columns() -> Iterator[str]:
    """The fields of the four rosters."""
    yield "# 各种台账的列"
    yield (
        "每张表是哪一种台账、每一列是什么，都从表头认出；列的次序不限，多余的列不用，缺少的列暂按“不清楚”统计。"
        "下表“表头”中第一个是标准写法，其余的写法同样认得；比较时不计空格、换行和全角半角，“上级/下级”是两级表头。"
    )
    vocabulary = tomllib.loads((files("djcov.intake.sheet") / "vocabulary.toml").read_text("utf-8"))
    for kind in Kind:
        yield f"## {kind.title}"
        fields = [
            name
            for name in kind.model.model_fields
            if kind is not Kind.SOCIAL_ORGANIZATIONS or name in vocabulary[kind]
        ]
        if len(fields) < len(kind.model.model_fields):
            yield "其余各列同企业台账，表头里说“企业”的地方说“社会组织”也认得。"
        yield table(
            ("字段", "名称", "填什么", "说明", "表头"),
            (
                (f"`{name}`", info.title or "", _takes(info), info.description or "", _headers(vocabulary, kind, name))
                for name in fields
                for info in [kind.model.model_fields[name]]
            ),
        )


def _headers(vocabulary: dict[str, dict[str, list[str]]], kind: Kind, field: str) -> str:
    """What a field's column is called, and what its √ columns are."""
    marks = vocabulary["marks"].get(field, [])
    if field in ANSWERS and kind is Kind.ENTERPRISES:
        return "同党组织台账" + ("；" + "、".join(words) if (words := vocabulary[kind].get(field)) else "")
    return "、".join(vocabulary[kind][field]) + ("；分列打√时：" + "、".join(marks) if marks else "")


def policy() -> Iterator[str]:
    """The policy's settings, with their defaults."""
    yield "# 政策文件"
    yield (
        "各地口径不同之处都在政策文件里：哪些企业计入、几人应建、目标和期限、单位名单与别名。"
        "默认的一份是 `src/djcov/policy/four_projects.toml`，对应“四大工程”方案。\n"
        "要改动时另写一个文件，只写不同之处，用 `--policy 文件` 指定；写到的列表和目标整个替换默认值。例如："
    )
    yield _fenced(EXAMPLE_POLICY, "toml")
    default = Policy.load()
    yield "## 设置"
    yield table(
        ("设置", "默认值", "单位", "条目", "说明"),
        ((f"`{name}`", value, *told) for name, value, *told in _settings(default)),
    )
    yield from _own_indicators()
    yield "## 目标"
    yield "要把个数压下来的（如党员空白企业），在 `count` 之外再写 `at_most = true`，即控制在这个数以内。"
    yield "生效的目标是统计日当天或之后期限最近的一个；都已过期时是最后一个。"
    yield table(
        ("指标", "条目", "期限", "至少"),
        (
            (INDICATORS[goal.indicator].name, goal.clause, goal.by.isoformat(), _goal(goal.rate, goal.count))
            for goal in default.targets
        ),
    )


def _own_indicators() -> Iterator[str]:
    """How a policy makes indicators of its own, and the columns that their conditions may name."""
    yield "## 本地指标"
    yield (
        "内置指标之外，可用 `[[indicators]]` 自定：`where` 是分母的条件，`numerator` 是分子，写一个已有指标的代码"
        "（只用它的分子，分母不再套），或另一个条件。不写 `numerator` 的是个数：分子是符合 `where` 的，"
        "分母是看得出是否符合的。\n"
        "写了之后，coverage、gaps（`--kind 代码`）、explain、targets、league、trend、compare、report 都认得它。"
    )
    yield _fenced(OWN_INDICATORS, "toml")
    yield (
        "条件里写列的代码或中文名，比较用 `=` `!=` `<` `<=` `>` `>=`（可连写，如 `50 <= 职工人数 < 100`），"
        "多个值用 `in (…)`（属于、不属于），文字用 `contains`（包含、不包含）；"
        "以 `and`（且）、`or`（或）、`not`（非）和括号连接；"
        "是或否的列可以单独写，如 `工会`。文字要加引号，日期写成 `2018-01-01`，营业收入的单位是万元，也可写 `2亿元`。\n"
        "不清楚的不算符合，也不算不符合：条件因此看不出的企业不进分母，`explain` 列明缺哪一栏；"
        "给的是范围（如“100人以上”）或只有年月的，落在界线一侧的照算。"
        "规模以上因行业而异（工业 2000 万元，批发、零售、住餐、服务业各不相同），"
        "请按本地口径逐个行业写，用 `or` 连接。"
    )
    for grain in ("enterprise", "organization", "instructor"):
        yield f"分子数的是{GRAINS[grain]}的，可用的列："
        rows = ((f"`{each.code}`", "、".join((each.title, *each.also)), SORTS[each.sort]) for each in columns_of(grain))
        yield table(("代码", "中文名", "内容"), rows)


def plan() -> Iterator[str]:
    """The clauses of the plan, with what carries their numbers."""
    default = Policy.load()
    yield "# 方案条目与指标"
    yield (
        "方案的每一条由哪些指标、缺口、分布、设置回答，用哪个命令看，需要台账中的哪些列。"
        "列的写法见[各种台账的列](columns.md)。"
    )
    yield table(
        ("条目", "内容", "指标", "缺口", "分布", "设置", "命令", "需要的列"),
        (
            (
                each.code,
                each.title,
                _codes(code for code, i in INDICATORS.items() if i.clause == each.code),
                _codes(code for code, k in GAP_KINDS.items() if k.clause == each.code),
                _codes(code for code, s in SPREADS.items() if s.clause == each.code),
                _codes(name for name, _, _, serves, _ in _settings(default) if each.code in serves.split("、")),
                _codes(f"djcov {command}" for command in each.commands),
                "；".join(needs_of(each)),
            )
            for each in PLAN
        ),
    )


_HOLDS: dict[Holds, str] = {"text": "文字", "integer": "整数", "number": "数", "flag": "真假", "day": "日期"}


def formats() -> Iterator[str]:
    """What scripts read."""
    yield "# 给脚本的输出"
    yield FORMATS
    for document in documents().values():
        yield f"## {document.schema}"
        yield f"{document.title}：`{document.command} --format json`，JSON Schema `{_schema_path(document.name)}`。"
        yield table(
            ("键", "内容", "说明"),
            ((f"`{path}`", _holds(key), key.doc) for path, key in _paths(document.keys)),
        )
        sections = f"，`section` 是 {'、'.join(document.main)} 之一" if len(document.main) > 1 else ""
        yield f"Parquet 文件和 SQLite 主表 `{main_name(document)}`{sections}。"
        if document.csv:
            yield f"CSV 的列：{'、'.join(document.csv)}。"
    yield "## djcov.batch/1"
    yield f"批处理的清单：`djcov batch` 写出的 `manifest.json`，JSON Schema `{_schema_path('batch')}`。"


def _schema_path(name: str) -> str:
    return f"src/djcov/schemas/{name}.json"


def _paths(keys: Mapping[str, Key], above: str = "") -> Iterator[tuple[str, Key]]:
    """Give each key with those above it, as jq writes them."""
    for name, key in keys.items():
        path = f"{above}.{name}"
        yield path, key
        inner = key.shape
        while isinstance(inner, Rows):
            path, inner = f"{path}[]", inner.of
        if isinstance(inner, Object):
            yield from _paths(inner.keys, path)


def _holds(key: Key) -> str:
    return _shape(key.shape) + ("；有时没有这一项" if key.optional else "")


def _shape(shape: Shape) -> str:
    if isinstance(shape, Value):
        return _HOLDS[shape.holds] + ("或 null" if shape.null else "")
    if isinstance(shape, Rows):
        return f"列表，每项是{_shape(shape.of)}"
    if isinstance(shape, Object):
        return "对象" + ("或 null" if shape.null else "")
    return f"对象，每个键是代码，值是{_shape(shape.of)}"


def _codes(codes: Iterable[str]) -> str:
    return "、".join(f"`{code}`" for code in codes)


def needs_of(each: PlanClause) -> Iterator[str]:
    """Name the columns that a clause's indicators, gaps and distributions cannot do without, each need once."""
    answers = (*INDICATORS.values(), *GAP_KINDS.values(), *SPREADS.values())
    needs = [need for answer in answers if answer.clause == each.code for need in answer.needs]
    yield from (_need(need) for need in dict.fromkeys(needs))
    yield from each.columns


def _need(need: Need) -> str:
    between = "、" if need.every else "或"
    ways = [(Kind.ENTERPRISES, need.ledger_fields)] if need.ledger_fields else []
    ways += [(need.roster, need.roster_fields)] if need.roster else []
    titles = [(kind, [kind.model.model_fields[field].title or "" for field in fields]) for kind, fields in ways]
    return "，或".join(f"{kind.title}{f'（{between.join(names)}）' if names else ''}" for kind, names in titles)


OWN_INDICATORS = """\
[[indicators]]
code = "own_in_big"
name = "规上企业单独组建率"
numerator = "own_org_rate"
where = '''
(行业 包含 "制造" 且 营业收入 >= 2000) or
(行业 包含 "批发" 且 营业收入 >= 2000) or
(行业 包含 "零售" 且 营业收入 >= 500)
'''

[[indicators]]
code = "covered_with_members"
name = "有党员企业覆盖率"
numerator = "org_coverage"
where = "members > 0"

[[indicators]]
code = "no_member"
name = "党员空白企业数"
where = "members = 0"

[[indicators]]
code = "members_in_100plus"
name = "100人以上企业有党员率"
numerator = "members_in_50plus"
where = "employees >= 100"
"""
"""The four that places ask for most."""

EXAMPLE_POLICY = """\
district = "全县"

[counting]
work_includes_mass = true

[units]
order = ["城关镇", "古城乡"]

[units.aliases]
"城关" = "城关镇"

[[targets]]
indicator = "org_coverage"
clause = "S1"
by = 2022-12-31
rate = 0.95
"""

FORMATS = """\
`--format json` 写一个对象，`schema` 说明它是哪一种；每个对象都有 `files_left`：没有用上的文件和原因。
键只会增加，不会改名改义。
每一种都有 JSON Schema（2020-12）文件，随程序安装，在 Python 中用 `djcov.schema("coverage")` 取得。

`--format csv` 每行一条，列名固定，以后可能增加列，请按列名取用；最后是统计截止日期。
比率是六位小数，是否写“是”“否”，不知道的留空。写入文件时开头有 BOM，表格软件才认得是 UTF-8。

`--format ndjson`（`-o 文件.ndjson`）每行一个对象：第一行的 `section` 是 `head`，有不在名单中的各项；
以后名单中的每一条一行，`section` 是名单的键，`as_of` 等写在每一行里。

`-o 文件.parquet` 写主表，列有类型；对象里的键连写成列名，如 `source_row`，比率旁有百分数 `percent`；
其余各项在文件的元数据 `djcov` 中。

`-o 文件.sqlite` 把每个名单写成一张表，都有主键，没有用上的文件也是一张。
与各行共有的列重名的，前面加 `of_`，如分布的 `of_base`。
`--append` 续写已有的文件，要么全写进去，要么一点不动：同一天的同一种结果换成新的，
别的日期、别的结果保留，例如每月一次：`djcov coverage 台账文件夹 -o 全年.sqlite --append`。
列名 `by` 在 SQL 中要加引号。\
"""

PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "indicators.md": indicators,
    "findings.md": findings,
    "columns.md": columns,
    "policy.md": policy,
    "plan.md": plan,
    "formats.md": formats,
}

READMES = ("README.md", "README.zh-CN.md")


def render(name: str) -> str:
    """Give a page's text."""
    title, *blocks = PAGES[name]()
    return "\n\n".join([title, NOTICE, *blocks]) + "\n"


def with_output(text: str) -> str:
    """Give a text whose ``$ djcov`` blocks hold what their command prints."""

    def run(block: re.Match[str]) -> str:
        return f"{block[1]}{_djcov(*shlex.split(block[2])).rstrip()}\n```\n"

    return re.sub(r"^(```text\n\$ djcov (.*)\n)(?:.*\n)*?```\n", run, text, flags=re.MULTILINE)


def schemas() -> dict[str, object]:
    """Give the JSON Schema of everything that scripts read."""
    return {name: json_schema.of(each) for name, each in documents().items()} | {"batch": manifest.schema()}


def expected() -> Iterator[tuple[Path, str]]:
    """Give every generated page and file with the text that it should have."""
    yield DEFAULT_POLICY, write(Policy.load())
    for name, found in schemas().items():
        yield SCHEMAS / f"{name}.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    for name in PAGES:
        yield HERE / name, render(name)
    for name in READMES:
        path = HERE.parent / name
        yield path, with_output(path.read_text("utf-8"))
    yield HERE / "djcov.1", man_page()


def main(arguments: list[str]) -> int:
    """Write the pages, or only check them."""
    stale = [(path, text) for path, text in expected() if not path.exists() or path.read_text("utf-8") != text]
    if arguments == ["--check"]:
        for path, _ in stale:
            print(f"{path.relative_to(HERE.parent)} is stale: run make docs", file=sys.stderr)
        return 1 if stale else 0
    for path, page in stale:
        path.write_text(page, "utf-8", newline="\n")
    return 0


def _djcov(*arguments: str, columns: int = 100) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "djcov", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=os.environ | {"COLUMNS": str(columns), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        cwd=HERE.parent,
        check=True,
    )
    return run.stdout


def _settings(default: Policy) -> Iterator[tuple[str, str, str, str, str]]:
    """Give each setting's name, value, unit, clauses and meaning."""
    for name, info in type(default).model_fields.items():
        value = getattr(default, name)
        if not isinstance(value, BaseModel):
            if name != "targets":
                yield name, _value(value), unit(info), clause(info), info.description or ""
            continue
        for key, inner in type(value).model_fields.items():
            about = (unit(inner), clause(inner), inner.description or "")
            yield f"{name}.{key}", _value(getattr(value, key)), *about


def _value(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "、".join(value) or "（空）"
    if isinstance(value, dict):
        return "、".join(f"{key} = {_value(each)}" for key, each in value.items()) or "（空）"
    return value.isoformat() if isinstance(value, date) else "（空）" if value in (None, "") else str(value)


def _goal(rate: object, count: int | None) -> str:
    return f"{count} 个" if count is not None else f"{float(str(rate)):.0%}"


def _takes(info: FieldInfo) -> str:
    """Say in a word or two what a cell of this field holds."""
    mark = next((each.kind for each in info.metadata if isinstance(each, Personal)), None)
    reads = next((each.read for each in info.metadata if isinstance(each, Reads)), None)
    by_reader: dict[object, str] = {
        codes.read_uscc: "18 位代码",
        codes.read_social_code: "18 位代码",
        codes.read_identity_number: "18 位号码",
        codes.read_phone: "号码",
        text.read_list: "名称，可以有多个",
        text.read_somebody: "名称",
    }
    by_type: dict[object, str] = {
        int | None: f"0 至 {counts.LARGEST} 的整数",
        float | None: "金额，如 1200、0.12亿元",
        bool | None: "是或否",
        date | None: "日期，如 2021-06-30",
    }
    words = [arg for part in get_args(info.annotation) if get_origin(part) is Literal for arg in get_args(part)]
    holds = "、".join(words) or by_type.get(info.annotation) or by_reader.get(reads)
    if holds is None:
        holds = "名称" if info.is_required() else "文字"
    if mark == "name":
        holds = "姓名；输出时遮盖"
    return holds + ("；不输出" if mark == "number" else "") + ("；必填" if info.is_required() else "")


def _blanks(template: str) -> str:
    """Show a template's places as dots."""
    return "".join("…" if part.startswith("{") else part for part in _parts(template))


def _parts(template: str) -> Iterator[str]:
    for part in template.split("{"):
        inside, closed, rest = part.partition("}")
        if closed:
            yield "{" + inside
            yield rest
        else:
            yield part


def _fenced(body: str, language: str = "text") -> str:
    return f"```{language}\n{body.rstrip()}\n```"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a table in Markdown."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
