"""What a shell is offered: of the base that was named, what the command takes, a line each."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
import typer.main

import minibase
from bilat.base import files
from bilat.cli.main import COMMANDS, app
from bilat.export import FORMATS as EXPORTS

BUNDLED = set(json.loads(files.bundled().read_text("utf-8"))["facts"])


@pytest.fixture
def offered(bilat):
    """What is offered for a line that ends where the cursor is: the candidates, with no help."""

    def complete(line: str, shell: str = "bash", **variables: str) -> list[str]:
        words = line.split(" ")
        asked = {"_BILAT_COMPLETE": f"complete_{shell}"}
        if shell == "bash":
            asked |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
        else:
            asked |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        ended = bilat(**(asked | variables))
        assert (ended.code, ended.err) == (0, "")
        return [row.split("\t")[0] for row in ended.out.splitlines() if row]

    return complete


def test_a_base_that_is_named_before_the_command_is_the_one(offered, mini):
    ids = {fact["id"] for fact in minibase.facts()}
    lines = [
        f"bilat --facts {mini} show ",
        f"bilat --color never --facts {mini} show ",
        f"bilat show --facts {mini} ",
        f"bilat --facts {mini} cite --style gost ",
    ]
    for line in lines:
        assert set(offered(line)) == ids
        assert set(offered(line, "fish")) == ids
    # As bash parts the words, and as other shells leave them.
    assert set(offered(f"bilat --facts = {mini} show ")) == ids
    assert set(offered(f"bilat show --facts = {mini} ")) == ids
    assert set(offered(f"bilat --facts={mini} show ", "fish")) == ids
    assert set(offered("bilat show ", BILAT_FACTS=str(mini))) == ids
    assert set(offered("bilat show ")) == BUNDLED
    assert offered(f"bilat --facts {mini} list --topic ha") == ["harbours"]
    assert offered(f"bilat --facts {mini} read --furniture no") == ["note"]
    assert offered(f"bilat --facts {mini} list --topic = ha") == ["harbours"]
    assert set(offered(f"bilat --facts {mini} list --topic =")) == set(minibase.tables()["topics"])


def test_a_base_is_named_in_completion_as_on_the_line(offered, mini, tmp_path):
    shutil.copytree(mini.parent, tmp_path / "a folder")
    there = {"HOME": str(tmp_path), "D": str(mini.parent)}
    assert offered("bilat --facts ~/mini/facts.json read no", **there) == ["note"]
    assert offered("bilat --facts $D/facts.json read no", **there) == ["note"]
    quoted = shlex.quote(str(tmp_path / "a folder" / "facts.json"))
    words = f"bilat\n--facts\n{quoted}\nread\nno"
    named = {"COMP_WORDS": words, "COMP_CWORD": "4"}
    assert offered("x", **named) == ["note"]
    assert offered("bilat read no", BILAT_FACTS="~/mini/facts.json", **there) == ["note"]


CLOSED = [
    ("list --kind ", ["list", "--kind"]),
    ("list --scope ", ["list", "--scope"]),
    ("list --side ", ["list", "--side"]),
    ("list --sort ", ["list", "--sort"]),
    ("search visa --sort ", ["search", "visa", "--sort"]),
    ("timeline --sort ", ["timeline", "--sort"]),
    ("export --format ris --sort ", ["export", "--format", "ris", "--sort"]),
    ("list --format ", ["list", "--format"]),
    ("cite visa-free --format ", ["cite", "visa-free", "--format"]),
    ("cite visa-free --style ", ["cite", "visa-free", "--style"]),
    ("cite visa-free --form ", ["cite", "visa-free", "--form"]),
    ("verify --format ", ["verify", "--format"]),
    ("read note --format ", ["read", "note", "--format"]),
    ("export --format ", ["export", "--format"]),
    ("brief --by ", ["brief", "--by"]),
    ("brief --style ", ["brief", "--style"]),
    ("compare --relationship ", ["compare", "--relationship"]),
    ("list --color ", ["list", "--color"]),
    ("schema ", ["schema"]),
]


@pytest.mark.parametrize(("typed", "args"), CLOSED, ids=[typed for typed, _ in CLOSED])
def test_what_is_offered_is_taken(offered, on_mini, mini, tmp_path, typed, args):
    values = offered(f"bilat {typed}", BILAT_FACTS=str(mini))
    assert values
    for value in values:
        to_file = ["--output", tmp_path / value] if value == "sqlite" else []
        ended = on_mini(*args, value, *to_file)
        # Nothing found is no refusal.
        assert ended.code in {0, 1}, (value, ended.err)


def test_each_order_is_offered_where_it_is_known(offered):
    assert offered("bilat search visa --sort s") == ["source", "score"]
    assert offered("bilat list --sort s") == ["source"]
    assert offered("bilat export --format ris --sort s") == ["source"]
    assert offered("bilat timeline --sort ") == ["when"]
    assert offered("bilat export --format ") == list(EXPORTS)


TEXTS = {
    "long": "word " * 400,
    "lines": "one\ntwo\r\nthree\u2028four\x0bfive",
    "wide": "习近平主席访问阿塞拜疆共和国" * 20,
    "markup": "[red]x[/red] [link=http://x]y[/link] ::: z \t tab",
}


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh", "powershell"])
@pytest.mark.parametrize("columns", [None, "20", "80"])
def test_a_candidate_is_a_line_in_every_shell(bilat, mini, shell, columns):
    tables = minibase.tables()
    names = [name for name, row in tables["facts"].items() if "statement" in row]
    for name, text in zip(names, TEXTS.values(), strict=False):
        tables["facts"][name]["statement"] = text
    for topic in tables["topics"].values():
        topic["label"] = TEXTS["long"]
    minibase.write(mini.parent, tables)
    for line, count in (("show ", 9), ("list --topic ", 3), ("list --", 23), ("", len(COMMANDS))):
        words = f"bilat {line}"
        asked = {
            "_BILAT_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rsplit(" ", maxsplit=1)[-1],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "BILAT_FACTS": str(mini),
        }
        ended = bilat(**asked, **({"COLUMNS": columns} if columns else {}))
        rows = ended.out.split("\n")
        assert (ended.code, ended.err, rows.pop()) == (0, "", "")
        assert len(rows) == count, line
        assert max(map(len, rows)) < 130
        assert "\r" not in ended.out


@pytest.mark.parametrize(
    "variables",
    [{}, {"COMP_WORDS": "bilat s"}, {"COMP_CWORD": "1"}, {"COMP_WORDS": "b", "COMP_CWORD": "x"}],
)
def test_completion_without_a_line_says_so(bilat, variables):
    told = "bilat: completion: COMP_WORDS and COMP_CWORD do not say what was typed. "
    told += "`bilat --install-completion` lets the shell ask.\n"
    assert bilat(_BILAT_COMPLETE="complete_bash", **variables) == (2, "", told)


@pytest.mark.parametrize(
    "line",
    [
        "bilat list --bogus x --topic ",
        "bilat --bogus show ",
        "bilat nope ",
        "bilat --facts /nowhere show ",
        "bilat list --limit x --kind ",
        "bilat show 'unclosed ",
        "bilat = = ",
    ],
)
@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_a_line_that_is_wrong_is_no_error_while_it_is_typed(bilat, line, shell):
    ended = bilat(
        _BILAT_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line.replace(" ", "\n"),
        COMP_CWORD=str(line.count(" ")),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert (ended.code in {0, 1}, ended.err) == (True, "")


def test_a_base_that_is_damaged_offers_nothing(offered, tmp_path):
    path = tmp_path / "facts.json"
    for content in ("", "{", '{"meta": 1}'):
        Path(path).write_text(content)
        assert offered("bilat show ", BILAT_FACTS=str(path)) == []


def test_fields_are_offered_by_what_a_command_prints_after_those_that_stand(offered):
    assert offered("bilat list --fields evidence.q") == ["evidence.quote"]
    assert offered("bilat list --fields id,WHE")[:2] == ["id,when", "id,when_basis"]
    assert offered("bilat topics --fields id,lab") == ["id,label", "id,labels"]
    assert offered("bilat verify --fields rem") == ["remedy"]


def printing() -> list[str]:
    """The commands that print records with fields."""
    group = typer.main.get_command(app)
    return [name for name in COMMANDS if "fields" in {p.name for p in _params(group, name)}]


def _params(group, name):
    return group.get_command(None, name).params


@pytest.mark.parametrize("name", printing())
def test_the_paths_offered_are_those_that_the_command_takes(offered, bilat, name):
    paths = offered(f"bilat {name} --fields ", "fish")
    needed = [p for p in _params(typer.main.get_command(app), name) if p.required]
    refused = bilat(name, *["x" for _ in needed], "--fields", "zz", "--json")
    assert "there is no field 'zz'" in refused.err
    told = refused.err.partition("Its fields are ")[2].strip(" .\n").split(", ")
    assert told == [path for path in paths if "." not in path]


def test_the_fields_of_a_query_are_offered_with_their_values(offered, mini):
    there = {"BILAT_FACTS": str(mini)}
    assert offered("bilat search topic:HA", "fish", **there) == ["topic:harbours"]
    assert offered("bilat search by:wa", "fish", **there) == ["by:wang-xiaoming"]
    assert offered("bilat search to", "fish", **there) == ["topic:"]
    assert offered("bilat timeline kind:vi", "fish", **there) == ["kind:visit"]
    # Bash takes a colon for a word, and puts in what stands after it.
    assert offered("bilat search topic : ha", **there) == ["harbours"]
    assert "harbours" in offered("bilat search topic :", **there)
    assert offered("bilat search topic : ties kind : vi", **there) == ["visit"]


def test_values_are_offered_in_any_case(offered, mini):
    there = {"BILAT_FACTS": str(mini)}
    assert offered("bilat list --topic HA", **there) == ["harbours"]
    assert offered("bilat list --kind VIS", **there) == ["visit"]
    assert offered("bilat list --format JSONL", **there) == ["jsonl"]
