"""Examples that end the help of each command; they run as they stand, on any base."""

from __future__ import annotations

# By the command, lines of a shell. What a base of one's own is needed for stands for its words.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "search": (
        "bilat search opened in 1992",
        "bilat search '\"first ambassador\" OR embassy' --since 1990 --limit 3",
        "bilat search agreement --json | jq -r '.[].id'",
    ),
    "list": (
        "bilat list --kind agreement --since 1990",
        "bilat list --format csv --fields id,when,statement --output facts.csv",
        "bilat list --format ids --limit 3 | bilat show -",
    ),
    "timeline": (
        "bilat timeline --since 1990 --until 2000",
        "bilat timeline --chart --by decade",
        "bilat timeline --kind visit --possible",
    ),
    "on": ("bilat on 4 May", "bilat on --within 90d", "bilat on --year 2027 --json"),
    "show": (
        "bilat list --format ids --limit 2 | bilat show -",
        "bilat list --format ids --limit 1 | bilat show - --json",
    ),
    "cite": (
        "bilat list --format ids --limit 1 | bilat cite -",
        "bilat list --format ids | bilat cite - --style chicago --form note --quote",
        "bilat list --format ids | bilat cite - --format bibtex --output facts.bib",
    ),
    "read": ("bilat read SOURCE", "bilat read SOURCE --furniture --json"),
    "sources": ("bilat sources", "bilat sources --format csv --output sources.csv"),
    "topics": ("bilat topics", "bilat topics --format ids"),
    "actors": ("bilat actors", "bilat actors --json | jq -r '.[].name'"),
    "compare": ("bilat compare", "bilat compare embassy"),
    "brief": (
        "bilat brief --kind agreement --style chicago",
        "bilat brief --by time --title 'A chronicle' --output brief.md",
    ),
    "export": (
        "bilat export --format csl-json --output works.json",
        "bilat export --format ics --kind event --output days.ics",
        "bilat export --output facts.db",
    ),
    "verify": ("bilat verify", "bilat verify --json"),
    "coverage": ("bilat coverage", "bilat coverage --format csv --output coverage.csv"),
    "check": ("bilat check draft.md", "bilat check --strict draft.md --json"),
    "schema": ("bilat schema fact", "bilat schema file"),
    "locate": (
        'bilat locate SOURCE "words of the text"',
        'bilat locate SOURCE "words of the text" --json',
    ),
    "tidy": ("bilat tidy facts.json", "bilat tidy --check facts.json"),
    "init": (
        'bilat init rivers --title "Rivers" --side Uzbekistan',
        "bilat init copy --with bundled",
    ),
    "add": ("bilat add source article.txt", 'bilat add fact SOURCE "words of the text"'),
    "add source": (
        "bilat add source article.txt",
        'bilat add source article.txt --author "Jane Doe" --issued "May 2019" --side none',
    ),
    "add fact": (
        'bilat add fact SOURCE "words of the text"',
        "bilat add fact --from facts.jsonl",
    ),
    "add actor": (
        'bilat add actor "Amu Darya" --type place',
        'bilat add actor "Kyiv" --type place --name ru=Киев --alias Kiev',
    ),
    "add topic": (
        "bilat add topic railways --broader transport",
        'bilat add topic "Air links" --label ru=авиасообщение --alt flights',
    ),
    "review": ("bilat review SOURCE", "bilat review SOURCE --json"),
    "import": ("bilat import other/facts.json", "bilat import facts.csv --kind event"),
    "try": ("bilat try QUERIES.tsv", "bilat try QUERIES.tsv --json"),
    "edit": ("EDITOR=nano bilat edit ID", "EDITOR=nano bilat edit topics/trade"),
    "rename": ("bilat rename ID a-better-id", "bilat rename topics/trade commerce"),
    "merge": ("bilat merge ID INTO", "bilat merge topics/trade harbours"),
    "withdraw": (
        'bilat withdraw ID "the quote does not bear it"',
        'bilat withdraw ID "told better by another" --successor INTO',
    ),
    "rebase": ("bilat rebase SOURCE new.txt --dry-run", "bilat rebase SOURCE new.txt"),
    "log": ("bilat log", "bilat log --json"),
    "undo": ("bilat undo", "bilat undo 3"),
    "help": ("bilat help", "bilat help dates", "bilat help list"),
    "man": ("bilat man", "bilat man > bilat.1"),
}
